"""Where the data files of a lake lie: a folder that must be the right one, or object storage."""

import os
from pathlib import Path

from lib.errors import StoreUnreachableError
from lib.i18n.translate import N_
from lib.store.addresses import LakeAddress
from lib.store.named_queries import quoted

MARK = "tandem-lake.txt"
"""A file that says that a folder is that of a lake: an empty mount point has none."""

_SAYS = "The data files of a lake of Tandem. Their catalogue names them: none may be removed.\n"
_HTTP = "http://"


def mark_folder(address: LakeAddress) -> None:
    """Make the folder of a lake recognisable, at its creation."""
    if not address.is_in_object_storage and address.data_path:
        folder = Path(address.data_path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text(_SAYS, encoding="utf-8")


def refuse_other_folder(address: LakeAddress) -> None:
    """Refuse to write where the folder of the lake is not there, as when it is not mounted.

    Raises
    ------
    StoreUnreachableError
        When the folder does not say that it is the one.
    """
    if address.is_in_object_storage or not address.data_path:
        return
    if not (Path(address.data_path) / MARK).is_file():
        raise StoreUnreachableError(
            N_("The folder of the shared database cannot be reached: {path}. Nothing was changed."),
            path=address.data_path,
        )


def storage_secret() -> dict[str, str]:
    """Return how to sign requests to the object storage, from the usual variables, quoted."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", "us-east-1")
    texts = {
        "key_id": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "secret": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "session_token": os.environ.get("AWS_SESSION_TOKEN", ""),
        "region": region,
        "endpoint": endpoint.partition("://")[2] or "s3.amazonaws.com",
        "url_style": "path" if endpoint else "vhost",
    }
    secret = {name: quoted(text, "'") for name, text in texts.items()}
    return secret | {"use_ssl": str(not endpoint.startswith(_HTTP)).lower()}
