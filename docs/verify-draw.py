#!/usr/bin/env python3
"""Checks a draw of Giliran from its public file, with Python's standard library and openssl.

    python3 verify-draw.py FILE [LOG-KEY [WITNESS-KEY ...]]

Without keys those that the file itself names are used: compare them with what the office and
its witnesses publish. Computes again: what was fixed beforehand, that it stands in the log, the
signatures of log and witness (Ed25519, by the openssl command), the list's root, the seed, the
order and the seats. It leaves out one thing, the beacon's BLS signature; `giliran verify-draw`
checks that, and any tool for drand does. The rules: draw-rules-1.txt. Exit code 1: not right.
"""
import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile

RULES_HASH = "30baf284bf1b50587f12e53e9eb07a1397e8a2a0f5f0847554b5d3eb091caebd"
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"


class Wrong(Exception):
    """A step that is not right: its name and why."""


def need(step, holds, why):
    if not holds:
        raise Wrong(step, why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_hash(entry):
    return sha256(b"\0", entry)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def root_of(leaves):
    """The root of RFC 6962, section 2.1, by whole subtrees from left to right."""
    stack = []  # (height, hash)
    for leaf in leaves:
        node = (0, leaf)
        while stack and stack[-1][0] == node[0]:
            node = (node[0] + 1, node_hash(stack.pop()[1], node[1]))
        stack.append(node)
    if not stack:
        return sha256()
    top = stack.pop()[1]
    while stack:
        top = node_hash(stack.pop()[1], top)
    return top


def included(index, size, leaf, proof):
    """The root that this proof leads to (RFC 9162, section 2.1.3.2); None: it cannot be one."""
    if index >= size:
        return None
    at, last, top = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if at % 2 == 1 or at == last:
            top = node_hash(sibling, top)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            top = node_hash(top, sibling)
        at, last = at // 2, last // 2
    return top if last == 0 else None


def ed25519(key, message, signature):
    """Asks openssl whether the signature holds; `key` is 32 bytes."""
    pem = b"-----BEGIN PUBLIC KEY-----\n"
    pem += base64.b64encode(bytes.fromhex("302a300506032b6570032100") + key) + b"\n-----END PUBLIC KEY-----\n"
    with tempfile.TemporaryDirectory() as folder:
        names = {name: os.path.join(folder, name) for name in ("key", "message", "signature")}
        for name, content in (("key", pem), ("message", message), ("signature", signature)):
            with open(names[name], "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", names["key"], "-rawin"]
        command += ["-in", names["message"], "-sigfile", names["signature"]]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def read_key(step, text):
    """A verifier key `name+id+base64`: name, id and type with key. Base64 may hold a plus too."""
    try:
        name, key_id, rest = text.split("+", 2)
        key = base64.b64decode(rest, validate=True)
    except ValueError:
        raise Wrong(step, "a key cannot be read") from None
    named = sha256(name.encode(), b"\n", key)[:4].hex()
    need(step, len(key) == 33 and named == key_id, "a key and its id do not belong together")
    return name, key_id, key


def signatures(note):
    """The text that was signed, and (name, id, signature) of each line below its last empty one."""
    text, found, lines = note.rpartition("\n\n")
    need("log", found, "the checkpoint is no signed note")
    signed = []
    for line in lines.splitlines():
        dash, name, rest = line.split(" ", 2)
        raw = base64.b64decode(rest)
        need("log", dash == "\u2014" and len(raw) > 4, "the checkpoint is no signed note")
        signed.append((name, raw[:4].hex(), raw[4:]))
    return text + "\n", signed


def check_log(header, log_key):
    freeze, evidence = header["freeze"], header["freeze"].get("evidence")
    need("log", evidence, "there is no proof that the leaf stands in the log")
    text, signed = signatures(evidence["checkpoint"])
    origin, size, root = text.splitlines()[:3]
    name, key_id, key = read_key("log", log_key)
    need("log", key[0] == 1 and origin == name, "the checkpoint is another log's")
    own = [signature for who, which, signature in signed if (who, which) == (name, key_id)]
    need("log", own, "the log has not signed the checkpoint")
    need("log", all(ed25519(key[1:], text.encode(), one) for one in own), "the log's signature is not valid")
    commitment = sha256(bytes.fromhex(freeze["salt"]), freeze["opening"].encode()).hex()
    leaf = leaf_hash(f"giliran-leaf/1\n{header['office']}\n{commitment}\n".encode())
    proof = [bytes.fromhex(one) for one in evidence["proof"]]
    top = included(evidence["index"], int(size), leaf, proof)
    need("log", top == base64.b64decode(root), "the leaf is not in the log at that place")
    return text, signed


def check_witness(header, text, signed, witness_keys):
    beacon = header["beacon"]
    made = beacon["genesis"] + (header["round"] - 1) * beacon["period"]
    times = []
    for witness_key in witness_keys:
        name, key_id, key = read_key("witness", witness_key)
        for who, which, signature in signed:
            if (who, which) != (name, key_id) or key[0] != 4 or len(signature) != 72:
                continue
            time = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {time}\n{text}".encode()
            need("witness", ed25519(key[1:], message, signature[8:]), f"{name}'s signature is not valid")
            times.append(time)
    need("witness", times, "no witness has signed")
    early = made - min(times)
    need("witness", early >= 60, f"it was cosigned {early} seconds before the round; it takes 60")


def check_leaf(header):
    said = json.loads(header["freeze"]["opening"])
    slots = [[one["site"], one["date"], one["start"], one["seats"]] for one in header["seats"]]
    seats = sha256(json.dumps(slots, separators=(",", ":")).encode()).hex()
    expected = {"kind": "draw-frozen", "seats": seats, "chainHash": header["beacon"]["chainHash"]}
    for name in ("office", "draw", "days", "closedAt", "list", "rules", "round", "lateHours"):
        expected[name] = header[name]
    for name, value in expected.items():
        need("leaf", said.get(name) == value, f"what was fixed is not what the file says: {name}")


def chain_hash(beacon):
    facts = beacon["period"].to_bytes(4, "big") + beacon["genesis"].to_bytes(8, "big")
    return sha256(
        facts, bytes.fromhex(beacon["publicKey"]), bytes.fromhex(beacon["groupHash"]), beacon["name"].encode()
    ).hex()


def check_beacon(header):
    beacon, result = header["beacon"], header["result"]
    need("beacon", chain_hash(beacon) == beacon["chainHash"], "the beacon is not what its hash says")
    need("beacon", beacon["isLocal"] or beacon["chainHash"] == QUICKNET, "the beacon is not known")
    randomness = sha256(bytes.fromhex(result["signature"])).hex()
    need("beacon", randomness == result["randomness"], "the randomness is not that of the signature")


def takes(wish, slot):
    site, date, part = wish.split(" ")
    if (site, date) != (slot["site"], slot["date"]):
        return False
    if part == "morning":
        return slot["start"] < "12:00"
    if part == "afternoon":
        return slot["start"] >= "12:00"
    return part in ("any", slot["start"])


def draw(header, entries, root):
    """The seed; and of each entry its place and the position of its slot, or None."""
    seed = sha256(
        f"giliran-draw/1\n{header['draw']}\n".encode(),
        bytes.fromhex(header["beacon"]["chainHash"]),
        header["round"].to_bytes(8, "big"),
        bytes.fromhex(header["result"]["randomness"]),
        root,
    )
    drawn_by = {entry[0]: hmac.digest(seed, entry[0].encode(), "sha256") for entry, _, _ in entries}
    order = sorted(drawn_by, key=lambda entry_id: (drawn_by[entry_id], entry_id))
    by_id = {entry[0]: entry for entry, _, _ in entries}
    slots, left, given = header["seats"], [one["seats"] for one in header["seats"]], {}
    spans = {}
    for place, entry_id in enumerate(order, 1):
        _, people, wishes = by_id[entry_id][:3]
        got = None
        for wish in wishes:
            if wish not in spans:
                spans[wish] = [at for at, slot in enumerate(slots) if takes(wish, slot)]
            got = next((at for at in spans[wish] if left[at] >= people), None)
            if got is not None:
                left[got] -= people
                break
        given[entry_id] = (place, got)
    return seed.hex(), given, left


def read(path):
    """The header; and of each line the entry, its leaf's exact text, and what was told of it."""
    with open(path, encoding="utf-8", newline="\n") as file:
        whole = file.read()
    need("file", whole.endswith("\n"), "the file ends in the middle")
    first, *lines = whole[:-1].split("\n")
    header, entries = json.loads(first), []
    need("file", header["format"] == "giliran-draw/1", "it is no file of a draw")
    for line in lines:
        entry, *told = json.loads(line)
        leaf = line[1 : line.rindex("]", 0, -1) + 1]
        entries.append((entry, leaf.encode(), tuple(told)))
    return header, entries


def check(path, keys):
    header, entries = read(path)
    yield "file", f"{len(entries)} entries"
    need("rules", header["rules"] == {"version": 1, "hash": RULES_HASH}, "the rules are not known")
    check_leaf(header)
    yield "leaf", "list, seats, rules and round are what was fixed beforehand"
    log_key, witness_keys = (keys[0], keys[1:]) if keys else (header["log"], header["witnesses"])
    text, signed = check_log(header, log_key)
    yield "log", "that stands in the log" + ("" if keys else ", by the key that the file names")
    check_witness(header, text, signed, witness_keys)
    yield "witness", "a witness saw it at least 60 seconds before the round"
    ids = [entry[0] for entry, _, _ in entries]
    need("list", all(a < b for a, b in zip(ids, ids[1:])), "an entry is out of place, or stands there twice")
    root = root_of(leaf_hash(leaf) for _, leaf, _ in entries)
    need("list", header["list"] == {"size": len(ids), "root": root.hex()}, "an entry was altered, added or left out")
    yield "list", "the list has the root that was fixed"
    if "result" not in header:
        yield "drawn", "not yet"
        return
    check_beacon(header)
    yield "beacon", "the randomness is that of the signature; whether the beacon made it: giliran verify-draw"
    seed, given, left = draw(header, entries, root)
    need("seed", header["result"]["seed"] == seed, "the seed is another")
    yield "seed", seed
    for entry, _, (place, _) in entries:
        need("order", given[entry[0]][0] == place, f"entry {entry[0]} has place {given[entry[0]][0]}, not {place}")
    yield "order", "the same"
    for entry, _, (_, slot) in entries:
        need("seats", given[entry[0]][1] == slot, f"entry {entry[0]} gets slot {given[entry[0]][1]}, not {slot}")
    need("seats", header["result"]["left"] == left, "other seats are left")
    yield "seats", "the same"
    if header["beacon"]["isLocal"]:
        yield "NOTE", "the beacon is the office's own: a demonstration, which proves nothing"


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    try:
        for step, what in check(arguments[0], arguments[1:]):
            print(f"ok     {step:8} {what}")
    except Wrong as wrong:
        print(f"WRONG  {wrong.args[0]:8} {wrong.args[1]}")
        return 1
    except (ValueError, KeyError, TypeError, IndexError) as error:
        print(f"WRONG  file     it cannot be read: {type(error).__name__} {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
