"""A network of hosts on one machine whose delay, rate and loss are set as wanted: each host is a network namespace
with a TUN device, and this process carries the packets between them. It needs root, and no module of the
kernel for traffic control.

A packet leaves at the rate of its host's link and arrives at that of the other's, as through a switch that
passes on what it has not yet received in full; then it is delayed.
"""
import ctypes
import fcntl
import heapq
import ipaddress
import os
import pathlib
import random
import select
import struct
import subprocess
import sys
import threading
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
MTU = 9000
SUBNET = "10.254.0."
JAR = pathlib.Path(__file__).resolve().parent.parent / "target" / "train.jar"


def require():
    """Ends with a line about the first thing that is missing: the jar, or root."""
    if not JAR.is_file():
        sys.exit(f"no {JAR}: build it with mvn package")
    if os.geteuid() != 0:
        sys.exit("network namespaces want root")


def start_worker(network, host, cluster, task, folder):
    """The process of a worker that is up; its output is in the folder."""
    log = folder / f"worker{host}-{task}"
    with log.open("w") as out:
        worker = subprocess.Popen(
            network.command(host, "java", "-jar", JAR, "worker", "--cluster", cluster, "--task", task,
                            "--trust-network"), stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not log.read_text().startswith("worker"):
        if worker.poll() is not None or time.monotonic() > end:
            worker.kill()
            sys.exit("no worker comes up: " + log.read_text())
        time.sleep(0.1)
    return worker


class SlowNetwork:
    """Use as a context. Hosts have the addresses 10.254.0.1, 10.254.0.2 and so on."""

    def __init__(self, name, hosts):
        self.names = [f"{name}-{i}" for i in range(hosts)]
        self.delay = 0.0  # seconds, one way
        self.rate = 0.0  # bytes a second of each host's link in each direction; 0 for as fast as it goes
        self.loss = 0.0  # the part of the packets that do not arrive
        self.carried = 0  # bytes of IP packets
        self.lost = 0  # packets
        self.ended = False

    def __enter__(self):
        try:
            self.devices = [self._open(i, name) for i, name in enumerate(self.names)]
        except BaseException:
            self._delete()
            raise
        self.carrier = threading.Thread(target=self._carry, daemon=True)
        self.carrier.start()
        return self

    def __exit__(self, *_):
        self.ended = True
        self.carrier.join()
        for device in self.devices:
            os.close(device)
        self._delete()

    def address(self, host):
        return f"{SUBNET}{host + 1}"

    def command(self, host, *words):
        """What runs a command on a host."""
        return ["ip", "netns", "exec", self.names[host], *map(str, words)]

    def _open(self, host, name):
        subprocess.run(["ip", "netns", "add", name], check=True)
        libc = ctypes.CDLL(None, use_errno=True)
        with open("/proc/self/ns/net") as own, open(f"/run/netns/{name}") as other:
            if libc.setns(other.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
            try:
                device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
                fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"net0", IFF_TUN | IFF_NO_PI))
            finally:
                libc.setns(own.fileno(), CLONE_NEWNET)
        for setting in (["link", "set", "lo", "up"], ["addr", "add", self.address(host) + "/24", "dev", "net0"],
                        ["link", "set", "net0", "mtu", MTU, "up"]):
            subprocess.run(["ip", "-n", name, *map(str, setting)], check=True)
        return device

    def _delete(self):
        for name in self.names:
            subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL, check=False)

    def _carry(self):
        hosts = {int(ipaddress.ip_address(self.address(i))): i for i in range(len(self.names))}
        free_out, free_in = [0.0] * len(hosts), [0.0] * len(hosts)
        under_way, order = [], 0
        while not self.ended:
            wait = min(0.2, max(0.0, under_way[0][0] - time.monotonic())) if under_way else 0.2
            for device in select.select(self.devices, [], [], wait)[0]:
                source = self.devices.index(device)
                for packet in self._waiting(device):
                    to = hosts.get(struct.unpack_from("!I", packet, 16)[0])
                    if packet[0] >> 4 != 4 or to is None:
                        continue  # neighbours that IPv6 looks for, and the like
                    if self.loss and random.random() < self.loss:
                        self.lost += 1
                        continue
                    self.carried += len(packet)
                    takes = len(packet) / self.rate if self.rate else 0.0
                    leaves = max(time.monotonic(), free_out[source])
                    enters = max(leaves, free_in[to])
                    free_out[source], free_in[to] = leaves + takes, enters + takes
                    order += 1
                    heapq.heappush(under_way, (enters + takes + self.delay, order, to, packet))
            while under_way and under_way[0][0] <= time.monotonic():
                _, _, to, packet = heapq.heappop(under_way)
                try:
                    os.write(self.devices[to], packet)
                except OSError:
                    pass  # a full queue loses packets, as networks do

    @staticmethod
    def _waiting(device):
        packets = []
        try:
            while len(packets) < 64:
                packets.append(os.read(device, 65536))
        except BlockingIOError:
            pass
        return packets
