# SPDX-License-Identifier: Apache-2.0
"""Registers, signs in, buys and reads the order with the generated client.

GATEHOUSE_URL and GATEHOUSE_CA name the gate, GATEHOUSE_ADDRESS says where its name leads, SHOP_USERNAME and SHOP_PASSWORD the account to make, SHOP_PRODUCT what to
buy, SHOP_KEY the purchase. The last line is the order's id.
"""

import os
import socket
import ssl
import uuid
from urllib.parse import urlsplit

from gatehouse import AuthenticatedClient, Client
from gatehouse.api.authentication import login, register
from gatehouse.api.orders import get_order
from gatehouse.api.products import buy_product, list_products
from gatehouse.models import (
    BuyRequest,
    Login,
    Order,
    OrderStatus,
    Payment,
    PaymentMethod,
    Problem,
    Purchase,
    Registration,
)


def resolve(host, address):
    """Makes the name lead to the address, as curl does with --resolve: not every resolver knows names of a test."""
    resolver = socket.getaddrinfo

    def answer(name, *arguments, **named):
        return resolver(address if name == host else name, *arguments, **named)

    socket.getaddrinfo = answer


def buy(environment, signed_in):
    """A purchase whose outcome takes longer is asked for again with the same key; each answer takes some seconds."""
    for _ in range(5):
        answer = buy_product.sync(
            uuid.UUID(environment["SHOP_PRODUCT"]),
            client=signed_in,
            idempotency_key=environment["SHOP_KEY"],
            body=BuyRequest(quantity=1, payment=Payment(method=PaymentMethod.CARD)),
        )
        if not isinstance(answer, Purchase):
            break
    return answer


def main(environment):
    username = environment["SHOP_USERNAME"]
    password = environment["SHOP_PASSWORD"]
    resolve(urlsplit(environment["GATEHOUSE_URL"]).hostname, environment["GATEHOUSE_ADDRESS"])
    gate = {
        "base_url": environment["GATEHOUSE_URL"],
        "verify_ssl": ssl.create_default_context(cafile=environment["GATEHOUSE_CA"]),
        "timeout": 30,
        "raise_on_unexpected_status": True,
    }
    anyone = Client(**gate)
    email = username + "@example.com"
    account = register.sync(client=anyone, body=Registration(username=username, email=email, password=password))
    assert account.username == username, account
    tokens = login.sync(client=anyone, body=Login(username=username, password=password))
    signed_in = AuthenticatedClient(token=tokens.access_token, **gate)

    assert len(list_products.sync(client=signed_in, limit=1).items) == 1
    order = buy(environment, signed_in)
    assert isinstance(order, Order) and order.status == OrderStatus.PAID, order
    found = get_order.sync(order.id, client=signed_in)
    assert found.lines == order.lines and found.total == order.total, found
    assert [reached.status for reached in found.history] == ["PENDING", "PAID"], found

    refused = get_order.sync_detailed(uuid.uuid4(), client=signed_in)
    assert refused.status_code == 404
    assert isinstance(refused.parsed, Problem) and refused.parsed.code == "not_found", refused.parsed
    stranger = list_products.sync(client=anyone)
    assert isinstance(stranger, Problem) and stranger.code == "token_missing", stranger
    print(order.id)


main(os.environ)
