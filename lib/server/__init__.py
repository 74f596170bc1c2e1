"""The ASGI edge: routes, middleware, start-up."""
