"""Tandem: product metrics beside the business metrics they are paired with."""
