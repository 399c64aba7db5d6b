/** Roles in PostgreSQL of identities. */
import { truncateName } from '../../../core/names';

/** Longest name of a role. */
const LENGTH = 63;

/** The role of an identity: its own name, which no user of a database can have, because that has no hyphens. */
export const roleOfIdentity = (identity: string): string => truncateName(identity, LENGTH);
