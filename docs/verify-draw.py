#!/usr/bin/env python3
"""Checks a draw of Giliran from its public file, with Python's standard library and openssl.

    python3 verify-draw.py FILE [--log-at URL] [LOG-KEY [WITNESS-KEY ...]]

With the log's address all of the log is read, to see whether another list was closed for the
same draw. Without keys those that the file itself names are used: compare them with what the office and
its witnesses publish. Computes again: what was fixed beforehand, that it stands in the log, the
signatures of log and witness (Ed25519, by the openssl command), the list's root, the seed, the
order and the seats. It leaves out one thing, the beacon's BLS signature; `giliran verify-draw`
checks that, and any tool for drand does. The rules: draw-rules-1.txt. Exit code 1: not right.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

RULES_HASH = "7be2c79835b1ccfc6199a9e923057ad04b25b4026aaa39c9231cd378601b81b2"
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"


ENTRY_MAX, HEADER_MAX = 2000, 2**23  # characters of a line
VERIFIED_MAX = 32  # signatures of known keys; each costs a process
KEY_TEXT_MAX = 10_000
KEY_BYTES = {1: 32, 4: 32, 6: 1312}  # a log's, a witness's, a witness's by ML-DSA-44, which is not verified here
NOTE_MAX, TILE_MAX = 4_000_000, 256 * (2 + 65_535)  # bytes of a file of the log
ABSENT = object()


class Wrong(Exception):
    """A step that is not right: its name and why."""


class Another(Wrong):
    """No checkpoint of that log."""


def need(step, holds, why, kind=Wrong):
    if not holds:
        raise kind(step, why)


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
    need(step, len(text) <= KEY_TEXT_MAX, "a key is not as long as that")
    try:
        name, key_id, rest = text.split("+", 2)
        key = base64.b64decode(rest, validate=True)
    except ValueError:
        raise Wrong(step, "a key cannot be read") from None
    named = sha256(name.encode(), b"\n", key)[:4].hex()
    need(step, key and len(key) == 1 + KEY_BYTES.get(key[0], -1), "a key cannot be read")
    need(step, named == key_id, "a key and its id do not belong together")
    return name, key_id, key


def is_ml_dsa(text):
    return read_key("witness", text)[2][0] == 6


def signatures(note):
    """The text that was signed, and (name, id, signature) of each line below its last empty one."""
    text, found, lines = note.rpartition("\n\n")
    need("log", found, "the checkpoint is no signed note", Another)
    signed = {}  # in the note's order; the same line again says nothing more
    need("log", lines.count("\n") <= 100, "the checkpoint has too many signatures", Another)
    for line in lines.splitlines():
        dash, name, rest = line.split(" ", 2)
        raw = base64.b64decode(rest, validate=True)
        need("log", dash == "\u2014" and len(raw) > 4, "the checkpoint is no signed note", Another)
        signed[name, raw[:4].hex(), raw[4:]] = True
    return text + "\n", list(signed)


def open_checkpoint(note, log_key, witness_keys):
    """Its text, size and root, and all signatures, of which the log's hold."""
    text, signed = signatures(note)
    origin, size, root = text.splitlines()[:3]
    known = {read_key("log", one)[:2] for one in (log_key, *witness_keys) if not is_ml_dsa(one)}
    need("log", sum(one[:2] in known for one in signed) <= VERIFIED_MAX, "it has too many signatures", Another)
    name, key_id, key = read_key("log", log_key)
    need("log", key[0] == 1 and origin == name, "the checkpoint is another log's", Another)
    own = [signature for who, which, signature in signed if (who, which) == (name, key_id)]
    need("log", own, "the log has not signed the checkpoint", Another)
    need("log", all(ed25519(key[1:], text.encode(), one) for one in own), "the log's signature is not valid")
    is_whole = is_decimal(size) and is_base64_hash(root)
    need("log", is_whole, "the checkpoint is not origin, size and root", Another)
    return text, int(size), base64.b64decode(root), signed


def commitment(opened):
    return sha256(bytes.fromhex(opened["salt"]), opened["opening"].encode()).hex()


def subject(header):
    """What the leaf says in the open."""
    sites = ",".join(dict.fromkeys(slot["site"] for slot in header["seats"])) or "-"
    return f"draw {header['draw']} {header['days']['from']} {header['days']['to']} {sites}"


def check_log(header, log_key, witness_keys):
    freeze, evidence = header["freeze"], header["freeze"].get("evidence")
    need("log", evidence, "there is no proof that the leaf stands in the log")
    text, size, root, signed = open_checkpoint(evidence["checkpoint"], log_key, witness_keys)
    entry = f"giliran-leaf/1\n{header['office']}\n{commitment(freeze)}\n{subject(header)}\n"
    leaf = leaf_hash(entry.encode())
    proof = [bytes.fromhex(one) for one in evidence["proof"]]
    top = included(evidence["index"], size, leaf, proof)
    need("log", top == root, "the leaf is not in the log at that place")
    return text, size, root, signed


def check_chain(beacon):
    """Before any time is told by it: with its ranges checked, a hash of quicknet's is quicknet's period and genesis."""
    need("beacon", chain_hash(beacon) == beacon["chainHash"], "the beacon is not what its hash says")
    need("beacon", beacon["isLocal"] or beacon["chainHash"] == QUICKNET, "the beacon is not known")


def time_of(beacon, number):
    return beacon["genesis"] + (number - 1) * beacon["period"]


def times_seen(text, signed, witness_keys):
    """When each known witness says that it has seen this text."""
    times = []
    for witness_key in dict.fromkeys(witness_keys):
        name, key_id, key = read_key("witness", witness_key)
        for who, which, signature in signed:
            if (who, which) != (name, key_id) or key[0] != 4:
                continue
            time = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {time}\n{text}".encode()
            holds = len(signature) == 72 and is_count(time) and ed25519(key[1:], message, signature[8:])
            need("witness", holds, f"{name}'s signature is not valid")
            times.append(time)
    return times


def check_witness(header, text, signed, witness_keys):
    times = times_seen(text, signed, witness_keys)
    need("witness", times, "no witness has signed")
    early = time_of(header["beacon"], header["round"]) - min(times)
    need("witness", early >= 60, f"it was cosigned {early} seconds before the round; it takes 60")
    return min(times)


def name_of(draw):
    """What all attempts at one draw share of their ids."""
    return re.sub("[.][0-9]+$", "", draw)


def check_chain_of_closings(header, seen_at):
    """Each list closed names the one it stands instead of. Yields what that proves."""
    freeze, beacon = header["freeze"], header["beacon"]
    closings, before = [*freeze.get("earlier", []), freeze], ABSENT
    for count, opened in enumerate(closings, 1):
        said = parsed(opened["opening"])
        holds = isinstance(said, dict) and said.get("kind") == "draw-frozen" and said.get("office") == header["office"]
        holds = holds and is_text(said.get("draw")) and name_of(said["draw"]) == name_of(header["draw"])
        holds = holds and is_count(said.get("round")) and said.get("insteadOf", ABSENT) == before
        need("once", holds, f"what is said of the lists closed before does not fit: number {count}")
        is_known = said.get("chainHash") != beacon["chainHash"] or time_of(beacon, said["round"]) <= seen_at
        if opened is not freeze and is_known:
            yield "NOTE", f"round {said['round']} was known before the last list was closed: see the draw's page for why"
        before = commitment(opened)


def fetch(address, path, most):
    """A file of the log; OSError where it cannot be had. Who has something to hide may send without end."""
    place = address.rstrip("/") + "/" + path
    try:
        with urllib.request.urlopen(place, timeout=60) as answer:
            content = answer.read(most + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise OSError(f"{place}: {type(error).__name__} {error}") from None
    if len(content) > most:
        raise OSError(f"{path} is longer than any file of a log")
    return content


def read_log(address, size):
    """The log's entries, in tiles of 256."""
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        groups = [f"{index % 1000:03}"]
        while index >= 1000:
            index //= 1000
            groups.insert(0, f"x{index % 1000:03}")
        path = "tile/entries/" + "/".join(groups) + ("" if width == 256 else f".p/{width}")
        tile = fetch(address, path, TILE_MAX)
        for _ in range(width):
            need("once", len(tile) >= 2, "a tile of the log is not whole")
            end = 2 + int.from_bytes(tile[:2], "big")
            need("once", len(tile) >= end, "a tile of the log is not whole")
            yield tile[2:end]
            tile = tile[end:]
        need("once", not tile, "a tile of the log is not whole")


def said_in_the_open(entry):
    """Office, commitment and what more an entry of the log says (None: nothing); None: it is no trace's."""
    form, *lines = entry.decode(errors="replace").split("\n")
    if form != "giliran-leaf/1" or len(lines) < 3 or lines[-1] != "":
        return None
    return lines[0], lines[1], lines[2] if len(lines) > 3 else None


def check_once(header, address, log_key, witness_keys, size, root):
    """Reads the whole log for other lists closed for this draw, if it can be read."""
    try:
        note = fetch(address, "witnessed", NOTE_MAX).decode()
        text, last, last_root, signed = open_checkpoint(note, log_key, witness_keys)
        times = times_seen(text, signed, witness_keys)
        # A size that the log alone has signed may have no end.
        need("once", times, "no witness has seen it so far", Another)
        need("once", last >= size, "the log is shorter than it was")
        yield from check_closings(header, read_log(address, last), (last, last_root), (size, root))
    except (OSError, ValueError, Another) as error:
        yield "NOTE", f"the log was not read: {error.args[-1] if error.args else error}"
        return
    if max(times) < time_of(header["beacon"], header["round"]):
        yield "NOTE", "no witness has seen the log from after the random number"


def check_closings(header, entries, newest, known):
    """Whether an entry of the log closes another list; `newest` and `known`: sizes and roots that were signed."""
    closings = [*header["freeze"].get("earlier", []), header["freeze"]]
    named, leaves, notes = {commitment(one) for one in closings}, [], []
    days, own = header["days"], {slot["site"] for slot in header["seats"]}
    for index, entry in enumerate(entries):
        leaves.append(leaf_hash(entry))
        office, which, says = said_in_the_open(entry) or (None, None, None)
        if office != header["office"] or says is None:
            continue
        told = CLOSING.fullmatch(says)
        need("once", told, f"line {index} of the log says something unknown")
        draw, first, end, sites = told.groups()
        if which in named:
            continue
        need("once", name_of(draw) != name_of(header["draw"]), f"line {index} of the log closes another list: {draw}")
        if first <= days["to"] and days["from"] <= end and own & set(sites.split(",")):
            notes.append(f"line {index} of the log closes a list of {draw}, for the same days and sites")
    for size, root in (known, newest):
        need("once", root_of(leaves[:size]) == root, "the log is not the one that was signed")
    yield "once", f"all {len(leaves)} lines of the log were read: no other list was closed for this draw"
    yield from (("NOTE", one) for one in notes)


def check_leaf(header):
    said = parsed(header["freeze"]["opening"])
    need("leaf", isinstance(said, dict), "what was fixed cannot be read")
    slots = [[one["site"], one["date"], one["start"], one["seats"]] for one in header["seats"]]
    seats = sha256(json.dumps(slots, separators=(",", ":")).encode()).hex()
    expected = {"kind": "draw-frozen", "seats": seats, "chainHash": header["beacon"]["chainHash"]}
    for name in ("office", "draw", "days", "closedAt", "list", "rules", "round", "lateHours"):
        expected[name] = header[name]
    for name, value in expected.items():
        # Compared as text, since to Python true is 1.
        told, holds = (json.dumps(one, sort_keys=True) for one in (said.get(name), value))
        need("leaf", told == holds, f"what was fixed is not what the file says: {name}")


def chain_hash(beacon):
    facts = beacon["period"].to_bytes(4, "big") + beacon["genesis"].to_bytes(8, "big")
    return sha256(
        facts, bytes.fromhex(beacon["publicKey"]), bytes.fromhex(beacon["groupHash"]), beacon["name"].encode()
    ).hex()


def check_beacon(header):
    result = header["result"]
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


def is_count(value):
    """No boolean, which Python counts among the integers."""
    return type(value) is int and 0 <= value < 2**53


def is_text(value):
    return isinstance(value, str)


def like(pattern):
    return lambda value: is_text(value) and re.fullmatch(pattern, value) is not None


def hex_of(count):
    return like(f"[0-9a-f]{{{2 * count}}}")


def list_of(holds, most):
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(holds, value))


def object_of(**holds):
    """Exactly these members."""
    return lambda value: (
        isinstance(value, dict)
        and set(value) <= set(holds)
        and all(one(value.get(name, ABSENT)) for name, one in holds.items())
    )


def optional(holds):
    return lambda value: value is ABSENT or holds(value)


def in_range(low, high):
    return lambda value: is_count(value) and low <= value < high


is_hash, is_date, is_slug = hex_of(32), like("[0-9]{4}-[0-9]{2}-[0-9]{2}"), like("[a-z0-9][a-z0-9.-]{0,199}")
CLOSING = re.compile(
    "draw ([a-z0-9][a-z0-9.-]{0,199}) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{4}-[0-9]{2}-[0-9]{2})"
    " ([a-z0-9-]+(?:,[a-z0-9-]+)*)"
)
is_decimal = like("0|[1-9][0-9]{0,15}")
is_base64_hash = like("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
is_id = like("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
is_wish = like("[a-z][a-z0-9-]* [0-9]{4}-[0-9]{2}-[0-9]{2} (any|morning|afternoon|[0-9]{2}:[0-9]{2})")
is_slot = object_of(
    site=like("[a-z][a-z0-9-]{0,99}"),
    date=is_date,
    start=like("([01][0-9]|2[0-3]):[0-5][0-9]"),
    seats=in_range(0, 2**31),
)


def are_slots(value):
    if not list_of(is_slot, 20_000)(value):
        return False
    names = [f"{one['site']} {one['date']} {one['start']}" for one in value]
    return all(a < b for a, b in zip(names, names[1:]))


HEADER = {
    "format": like("giliran-draw/1"),
    "draw": is_slug,
    "office": is_slug,
    "days": object_of(**{"from": is_date, "to": is_date}),
    "closedAt": is_text,
    "lateHours": is_count,
    "rules": object_of(version=is_count, hash=is_hash),
    "seats": are_slots,
    "beacon": object_of(
        name=is_text,
        chainHash=is_hash,
        publicKey=hex_of(96),
        groupHash=is_hash,
        genesis=is_count,
        period=in_range(1, 2**32),  # four bytes of the chain's hash
        scheme=like("bls-unchained-g1-rfc9380"),
        isLocal=lambda value: isinstance(value, bool),
    ),
    "round": in_range(1, 2**53),
    "list": object_of(size=is_count, root=is_hash),
    "freeze": object_of(
        salt=hex_of(16),
        opening=is_text,
        evidence=optional(object_of(index=is_count, proof=list_of(is_hash, 63), checkpoint=is_text)),
        earlier=optional(list_of(object_of(salt=hex_of(16), opening=is_text), 1000)),
    ),
    "log": is_text,
    "witnesses": list_of(is_text, 100),
    "result": optional(
        object_of(randomness=is_hash, signature=hex_of(48), seed=is_hash, left=list_of(is_count, 20_000))
    ),
    "void": optional(object_of(reason=is_text, again=is_slug)),
}


def is_entry(value):
    shapes = (is_id, in_range(1, 6), list_of(is_wish, 5), is_date, like("home|desk|partner"), in_range(0, 2), is_hash)
    return isinstance(value, list) and len(value) == 7 and all(holds(one) for holds, one in zip(shapes, value))


def is_told(header, told):
    """What follows an entry: nothing before the draw, its place and slot after it."""
    if "result" not in header:
        return told == []
    if len(told) != 2:
        return False
    place, slot = told
    return in_range(0, 2**32)(place) and (slot is None or in_range(0, len(header["seats"]))(slot))


def next_line(file, number, most):
    """A line without its end; None after the last one. No more than `most` is read for it."""
    line = file.readline(most + 1)
    need("file", line.endswith("\n") or len(line) <= most, f"line {number}: it is too long")
    need("file", line.endswith("\n") or line == "", f"line {number}: the file ends in the middle")
    return line[:-1] if line else None


def number(text):
    """1.0 is 1, as JSON has it."""
    value = float(text)
    return int(value) if value.is_integer() else value


def no_number(text):
    raise ValueError(text)


def parsed(text):
    try:
        return json.loads(text, parse_float=number, parse_constant=no_number)
    except (ValueError, RecursionError):
        return None


def read(path):
    """The header; and of each line the entry, its leaf's exact text, and what was told of it."""
    entries = []
    with open(path, encoding="utf-8", newline="\n") as file:
        header = parsed(next_line(file, 1, HEADER_MAX) or "")
        need("file", isinstance(header, dict), "line 1: it is no header of a draw")
        for name in header:
            need("file", name in HEADER, f"line 1: a header has no {json.dumps(name[:40])}")
        for name, holds in HEADER.items():
            need("file", holds(header.get(name, ABSENT)), f'line 1: "{name}" is not as a header has it')
        need("file", header["draw"].startswith(header["office"] + "."), 'line 1: "draw" is of another office')
        days = header["days"]
        holds = all(days["from"] <= slot["date"] <= days["to"] for slot in header["seats"])
        need("file", holds, 'line 1: "seats" has a day that "days" has not')
        while (line := next_line(file, len(entries) + 2, ENTRY_MAX)) is not None:
            at = f"line {len(entries) + 2}"
            need("file", len(entries) < header["list"]["size"], f"{at}: the list has but {len(entries)} entries")
            value = parsed(line)
            need("file", isinstance(value, list) and value and is_entry(value[0]), f"{at}: it is no entry")
            entry, *told = value
            need("file", is_told(header, told), f"{at}: place and seat are not as the header says")
            leaf = line[1 : line.rindex("]", 0, -1) + 1]
            entries.append((entry, leaf.encode(), tuple(told)))
    return header, entries


def check(path, keys, address):
    header, entries = read(path)
    yield "file", f"{len(entries)} entries"
    if "void" in header:
        yield "NOTE", f"this draw was not done; {header['void']['again']} was done instead"
    need("rules", header["rules"] == {"version": 1, "hash": RULES_HASH}, "the rules are not known")
    check_leaf(header)
    yield "leaf", "list, seats, rules and round are what was fixed beforehand"
    log_key, witness_keys = (keys[0], keys[1:]) if keys else (header["log"], header["witnesses"])
    text, size, root, signed = check_log(header, log_key, witness_keys)
    yield "log", "that stands in the log" + ("" if keys else ", by the key that the file names")
    check_chain(header["beacon"])
    seen_at = check_witness(header, text, signed, witness_keys)
    yield "witness", "a witness saw it at least 60 seconds before the round"
    yield from check_chain_of_closings(header, seen_at)
    if address:
        yield from check_once(header, address, log_key, witness_keys, size, root)
    else:
        yield "NOTE", "the log was not read: --log-at URL/log shows whether another list was closed"
    ids = [entry[0] for entry, _, _ in entries]
    need("list", all(a < b for a, b in zip(ids, ids[1:])), "an entry is out of place, or stands there twice")
    list_root = root_of(leaf_hash(leaf) for _, leaf, _ in entries)
    fixed = {"size": len(ids), "root": list_root.hex()}
    need("list", header["list"] == fixed, "an entry was altered, added or left out")
    yield "list", "the list has the root that was fixed"
    if "result" not in header:
        yield "drawn", "not yet"
        return
    check_beacon(header)
    yield "beacon", "the randomness is that of the signature; whether the beacon made it: giliran verify-draw"
    seed, given, left = draw(header, entries, list_root)
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
    path, *keys = arguments
    address = None
    if keys[:1] == ["--log-at"]:
        address, keys = (keys[1:2] or [None])[0], keys[2:]
    try:
        for step, what in check(path, keys, address):
            print(f"{'' if step == 'NOTE' else 'ok':6} {step:8} {what}")
    except Wrong as wrong:
        print(f"WRONG  {wrong.args[0]:8} {wrong.args[1]}")
        return 1
    except OSError as error:
        print(f"WRONG  file     it cannot be read: {error}")
        return 1
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        print(f"WRONG  file     it cannot be read: {type(error).__name__} {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
