-- No row: how this process signs its requests to the object storage.
create secret tandem_storage (
    type s3,
    key_id {key_id},
    secret {secret},
    session_token {session_token},
    region {region},
    endpoint {endpoint},
    url_style {url_style},
    use_ssl {use_ssl}
);
