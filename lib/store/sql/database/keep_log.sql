-- No row: closing leaves file and log as they are, so that a refused file can still be looked into.
pragma disable_checkpoint_on_shutdown;
