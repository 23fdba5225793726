"""FAT32 as its specification has it (Microsoft, version 1.03): a boot area in, its geometry out, and back.

Why our own: pyfatfs 1.1.0 needs `fs` 2.4.16 (2022), which imports `pkg_resources`, and setuptools has that no more. And
where entries stand in the directory is what matters here, which no library promises. An image is only ever written
whole, so what is needed of FAT32 is little.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SECTOR_BYTES = 512
ENTRY_BYTES = 32
_RESERVED_SECTORS = 32
_LEAST_CLUSTERS = 65_541  # with fewer than 65 525 a system takes it for FAT16; near that, some do not count well
_SPARE_BYTES = 2**22  # for what systems put on every stick
LAST_CLUSTER = 0x0FFFFFFF
BAD_CLUSTER = 0x0FFFFFF7
CLUSTER_MASK = 0x0FFFFFFF
VOLUME_LABEL, LONG_NAME, FOLDER, ARCHIVE = 0x08, 0x0F, 0x10, 0x20
_BOOT = struct.Struct("<3s8sHBHBHHBHHHIIIHHIHH12sBBBI11s8s")
_INFO_OFFSET = 484  # of the free count's signature in the FSInfo sector
# What Microsoft's own formatter takes: volume up to (MiB) -> sectors a cluster.
_CLUSTER_SECTORS = ((260, 1), (8 * 1024, 8), (16 * 1024, 16), (32 * 1024, 32), (2 * 1024 * 1024, 64))


@dataclass(frozen=True, slots=True)
class Geometry:
    cluster_sectors: int
    reserved_sectors: int
    fats: int
    fat_sectors: int
    sectors: int
    info_sector: int
    backup_sector: int

    @property
    def cluster_bytes(self) -> int:
        return self.cluster_sectors * SECTOR_BYTES

    @property
    def data_start(self) -> int:
        return (self.reserved_sectors + self.fats * self.fat_sectors) * SECTOR_BYTES

    @property
    def clusters(self) -> int:
        return (self.sectors * SECTOR_BYTES - self.data_start) // self.cluster_bytes

    def offset(self, cluster: int) -> int:
        """Return where in the image `cluster` lies; the first is number 2."""
        return self.data_start + (cluster - 2) * self.cluster_bytes

    def clusters_for(self, size_bytes: int) -> int:
        return -(-size_bytes // self.cluster_bytes)


def geometry_of(boot: bytes) -> Geometry | None:
    """Return the geometry that a boot sector states, None where it is not one of FAT32 with its root at cluster 2."""
    if len(boot) < SECTOR_BYTES or boot[510:512] != b"\x55\xaa":
        return None
    fields = _BOOT.unpack_from(boot)
    sector_bytes, cluster_sectors, reserved, fats, root_entries = fields[2:7]
    sectors, fat_sectors, root, info, backup = fields[13], fields[14], fields[17], fields[18], fields[19]
    is_fat32 = (sector_bytes, root_entries, fields[9], root) == (SECTOR_BYTES, 0, 0, 2) and fats and fat_sectors
    if not is_fat32 or cluster_sectors not in (1, 2, 4, 8, 16, 32, 64, 128):
        return None
    geometry = Geometry(cluster_sectors, reserved, fats, fat_sectors, sectors, info, backup)
    fits = 0 < geometry.clusters <= fat_sectors * SECTOR_BYTES // 4 - 2 and reserved > max(info, backup)
    return geometry if fits else None


def geometry_for(content_bytes: int, files: int) -> Geometry:
    """Return the geometry of a new image that has room for `files` files of together `content_bytes`, and a little."""
    for most_mib, cluster_sectors in _CLUSTER_SECTORS:
        cluster_bytes = cluster_sectors * SECTOR_BYTES
        clusters = max(_LEAST_CLUSTERS, (content_bytes + _SPARE_BYTES) // cluster_bytes + 2 * files)
        fat_sectors = -(-(clusters + 2) * 4 // SECTOR_BYTES)
        sectors = _RESERVED_SECTORS + 2 * fat_sectors + clusters * cluster_sectors
        if sectors * SECTOR_BYTES <= most_mib * 2**20:
            break
    return Geometry(cluster_sectors, _RESERVED_SECTORS, 2, fat_sectors, sectors, 1, 6)


def boot_area(geometry: Geometry, volume_id: int) -> bytes:
    """Return the reserved sectors of a new image."""
    head = (b"\xeb\x58\x90", b"ZTAUDIO ", SECTOR_BYTES, geometry.cluster_sectors, geometry.reserved_sectors)
    disk = (geometry.fats, 0, 0, 0xF8, 0, 63, 255, 0, geometry.sectors, geometry.fat_sectors, 0, 0, 2)
    tail = (geometry.info_sector, geometry.backup_sector, b"", 0x80, 0, 0x29, volume_id, b"NO NAME    ", b"FAT32   ")
    boot = _BOOT.pack(*head, *disk, *tail).ljust(510, b"\0") + b"\x55\xaa"
    info = b"RRaA".ljust(_INFO_OFFSET, b"\0") + b"rrAa" + b"\xff" * 8 + b"\0" * 14 + b"\x55\xaa"
    last = b"\0" * 510 + b"\x55\xaa"
    area = bytearray(geometry.reserved_sectors * SECTOR_BYTES)
    for start in (0, geometry.backup_sector):
        for number, sector in enumerate((boot, info, last), start=start):
            area[number * SECTOR_BYTES : (number + 1) * SECTOR_BYTES] = sector
    return bytes(area)


def with_free_count(area: bytes, geometry: Geometry, free: int, next_free: int) -> bytes:
    """Return the boot area `area` with its hints (FSInfo) telling how many clusters are free, and from where."""
    told = bytearray(area)
    for sector in (geometry.info_sector, geometry.backup_sector + geometry.info_sector):
        at = sector * SECTOR_BYTES + _INFO_OFFSET
        if told[at : at + 4] == b"rrAa":
            struct.pack_into("<II", told, at + 4, free, next_free)
    return bytes(told)
