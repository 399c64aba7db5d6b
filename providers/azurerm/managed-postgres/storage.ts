/** Disks of flexible servers. */
import { type ManagedPostgresProps, storageLimit } from '../../../constructs/managed-postgres/schema';

/** In GiB. The disk of 4096 has no cache, and servers cannot grow into it online: 4095 takes its place. */
const DISKS_GIB = [32, 64, 128, 256, 512, 1024, 2048, 4095, 8192, 16_384];

/** The smallest disk of at least this size. */
export const diskGiB = (sizeGiB: number): number => DISKS_GIB.find((disk) => disk >= sizeGiB) ?? Math.max(...DISKS_GIB);

/** Whether storage grows automatically. */
export const grows = (props: ManagedPostgresProps): boolean => storageLimit(props) > props.storage.sizeGiB;
