/**
 * Physical names: one pure function and a record of limits per resource type (`providers/<cloud>/shared/names.ts`).
 * They are deterministic, so that names never change between plans; truncation always adds a hash, so that two long
 * names with the same beginning stay apart.
 */
import { createHash } from 'node:crypto';

/** A cloud's rules for the names of one kind of resource. */
export interface NameLimit {
  /** The kind, for messages: `storage account`. */
  readonly kind: string;
  /** Longest name the cloud accepts. */
  readonly max: number;
  /** The cloud's whole rule; every name is tested against it. */
  readonly pattern: RegExp;
  /** Text between the parts of a name; empty where the cloud takes letters and digits only. @default '-' */
  readonly separator?: '-' | '_' | '' | '/';
  /** True when the name must be unique beyond the account: a hash of the account is added. @default false */
  readonly global?: boolean;
  /** True when the cloud reserves the name of a deleted resource: the incarnation is added. @default false */
  readonly reserved?: boolean;
  /** True for a display name that two resources may share. @default false */
  readonly shared?: boolean;
}

/** Parts that all names of one environment on one cloud share. */
export interface Namespace {
  readonly project: string;
  readonly environment: string;
  /** The account (account id, project id, subscription id) with the region: unique in the whole cloud. */
  readonly account: string;
  /** Changed to recreate resources whose old names a cloud still reserves. */
  readonly incarnation?: string;
}

const HASH_LENGTH = 6;

/** The first hexadecimal digits of a text's SHA-256. */
export function shortHash(text: string, length = HASH_LENGTH): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A name within a limit; a longer one is cut and ends in a hash of the whole. */
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
  const beginning = clean.slice(0, limit.max - ending.length).replace(/[^A-Za-z0-9]+$/, '');
  return beginning + ending;
}
