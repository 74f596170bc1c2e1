"""Every use of a private part of Streamlit, uvicorn or websockets, one module a patch.

Each module says its gain, the private parts it relies on and the version it was written for; each
has a test in ``tests/streamlit_patches`` that fails when the private part is gone or when another
version is installed. After an upgrade: run those tests, read the changes of the private parts, and
write the new version here and in the module.

================== ============================== ================================================
module             written for                    gain
================== ============================== ================================================
client_operations  streamlit 1.67                 no client has the server write files
fragment_messages  streamlit 1.67                 a fragment drawn once is replayed to all sessions
frontend           streamlit 1.67                 the HTML page in our language, scripts preloaded
header_limit       uvicorn 0.54                   headers, their time and connections are limited
message_limit      uvicorn 0.54, websockets 17.4  messages of a WebSocket are limited in memory
pages_directory    streamlit 1.67                 no page runs outside its frame
server_mode        streamlit 1.67                 the address that the server listens on
sessions           streamlit 1.67                 open pages follow the data; sessions are counted
shared_deflate     uvicorn 0.54, websockets 17.4  each WebSocket message is compressed once
sign_in            streamlit 1.67                 the middleware reads the sign-in cookie
================== ============================== ================================================

Not modules here, because they are no Python: ``lib/server/assets/language.js`` and
``appearance.css`` rely on the frontend's markup; ``lib/server/frontend_translation.py`` loads them.
"""
