"""Read and write the boot area of FAT32 (Microsoft's specification, version 1.03).

Why our own code: pyfatfs 1.1.0 needs `fs` 2.4.16 (2022), which imports `pkg_resources`; setuptools no longer has that.
And no library promises an order of the entries in a directory, which matters most here. An image is only ever written
whole, so we need little of FAT32.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SECTOR_BYTES = 512
ENTRY_BYTES = 32
_RESERVED_SECTORS = 32
_LEAST_CLUSTERS = 65_541  # with fewer than 65 525 it counts as FAT16; some systems miscount near that limit
_SPARE_BYTES = 2**22  # for what systems put on every stick
LAST_CLUSTER = 0x0FFFFFFF
BAD_CLUSTER = 0x0FFFFFF7
CLUSTER_MASK = 0x0FFFFFFF
VOLUME_LABEL, LONG_NAME, FOLDER, ARCHIVE = 0x08, 0x0F, 0x10, 0x20
_BOOT = struct.Struct("<3s8sHBHBHHBHHHIIIHHIHH12sBBBI11s8s")
_INFO_OFFSET = 484  # of the free count's signature in the FSInfo sector
# What Microsoft's formatter uses: volume up to (MiB) -> sectors per cluster.
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
        """Return the offset of `cluster` in the image; the first cluster is number 2."""
        return self.data_start + (cluster - 2) * self.cluster_bytes

    def clusters_for(self, size_bytes: int) -> int:
        return -(-size_bytes // self.cluster_bytes)


def geometry_of(boot: bytes) -> Geometry | None:
    """Return the geometry in a boot sector; None if it is not FAT32 with its root at cluster 2."""
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
    """Return the geometry of a new image with room for `files` files of `content_bytes` in all, and a little more."""
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
    """Return `area` with the number of free clusters and the next free one in its hints (FSInfo)."""
    hinted = bytearray(area)
    for sector in (geometry.info_sector, geometry.backup_sector + geometry.info_sector):
        at = sector * SECTOR_BYTES + _INFO_OFFSET
        if hinted[at : at + 4] == b"rrAa":
            struct.pack_into("<II", hinted, at + 4, free, next_free)
    return bytes(hinted)
