/** Ports of databases. */
import { tcp } from '../../core/kubernetes/network-policy';

/** PostgreSQL's port, on every cloud. */
export const POSTGRES_PORTS = tcp(5432);
