from django.test import Client

from couples.models import Couple


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def page_of(couple: Couple) -> str:
    return f"/caseload/{couple.public_id}/"
