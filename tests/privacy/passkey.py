"""A passkey as a browser would have registered it; nobody holds the key to it."""

from typing import Any

from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)


def registered(name: str) -> dict[str, Any]:
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    credential = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"c" * 16, key)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    seen = AuthenticatorData.create(b"\0" * 32, flags, 0, credential)
    said = CollectedClientData.create("webauthn.create", b"x" * 16, "https://localhost")
    response = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
    }
    known = websafe_encode(b"c" * 16)
    facts = {"id": known, "rawId": known, "type": "public-key", "clientExtensionResults": {}}
    return {"name": name, "credential": facts | {"response": response}}
