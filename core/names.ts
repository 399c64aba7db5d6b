/**
 * Physical names: one pure function and a record of limits per resource type (`providers/<cloud>/names.ts`).
 * Deterministic, so that names never move between plans; truncation always adds a hash, so that two long names
 * with the same beginning stay apart.
 */
import { createHash } from 'node:crypto';

/** What a cloud accepts as the name of one kind of resource. */
export interface NameLimit {
  /** The kind, for messages: `storage account`. */
  readonly kind: string;
  /** Longest name the cloud accepts. */
  readonly max: number;
  /** The whole rule of the cloud; every name made is tested against it. */
  readonly pattern: RegExp;
  /** Between the parts of a name; empty where the cloud takes letters and digits only. @default '-' */
  readonly separator?: '-' | '_' | '' | '/';
  /** True when the name must be unique beyond the account: an account's hash is added. @default false */
  readonly global?: boolean;
  /** True when the cloud keeps the name of a deleted resource for itself: the incarnation is added. @default false */
  readonly reserved?: boolean;
  /** True for a display name that two resources may share. @default false */
  readonly shared?: boolean;
}

/** Whose names are made. */
export interface Namespace {
  readonly project: string;
  readonly environment: string;
  /** What tells this account from every other (account id, project id, subscription id), with the region. */
  readonly account: string;
  /** Set anew to create again what was deleted, where a cloud reserves old names. */
  readonly incarnation?: string;
}

const HASH_LENGTH = 6;

/** The first hexadecimal digits of a text's SHA-256. */
export function shortHash(text: string, length = HASH_LENGTH): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A name within a limit; what would be too long ends in a hash of the whole. */
export const truncateName = (name: string, max: number): string =>
  name.length <= max ? name : `${name.slice(0, max - HASH_LENGTH - 1).replace(/[-.]+$/, '')}-${shortHash(name)}`;

/** `{project}-{environment}-{resource}` within a limit. */
export function nameFor(
  limit: NameLimit,
  { project, environment, account, incarnation }: Namespace,
  ...resource: string[]
): string {
  const separator = limit.separator ?? '-';
  const parts = [project, environment, ...resource, ...(limit.reserved && incarnation ? [incarnation] : [])];
  const plain = parts.join(separator);
  const suffix = limit.global ? separator + shortHash(`${account}/${parts.join('/')}`) : '';
  const clean = separator === '' ? plain.replace(/[^A-Za-z0-9]/g, '') : plain;
  const whole = clean + suffix;
  if (whole.length <= limit.max) return whole;
  const ending = limit.global ? suffix : separator + shortHash(parts.join('/'));
  const kept = clean.slice(0, limit.max - ending.length).replace(/[^A-Za-z0-9]+$/, '');
  return kept + ending;
}
