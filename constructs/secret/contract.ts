/**
 * Secret: a user name and a password in the cloud's secret store, as `{ "username", "password" }` on every cloud. The
 * password is generated while Terraform runs, written to the store by a write-only argument and read back from there,
 * so that it is in no JSON, plan or state, and a half-failed apply leaves the store and the database alike.
 */
import { Fn, propertyAccess, Token } from 'cdktf';

import { Component } from '../../core/cdktf/component';

export interface SecretProps {
  /** Name of the resource that the credentials are for, used in descriptions: `PostgreSQL server "postgres"`. */
  readonly purpose: string;
  readonly username: string;
  /** A password that the cloud itself generated, instead of a new one. */
  readonly password?: string;
  /** Days after which the next apply replaces the password. @default - never replaced automatically */
  readonly rotationDays?: number | undefined;
  /** Whether the cloud replaces the password itself: what Terraform has written is then not what is stored. @default false */
  readonly isReplacedByCloud?: boolean;
  /** Whether Terraform must not lose it, because it may hold what people put there. @default false */
  readonly isProtected?: boolean;
}

export abstract class Secret extends Component<SecretProps> {
  /** The store's own id of the secret. */
  abstract readonly reference: string;
  /** The password as the store holds it: ephemeral, for write-only arguments only. */
  abstract readonly password: string;
  /** Version for write-only arguments: changes when the password does. */
  abstract readonly revision: number;
}

/**
 * Lifecycle of a stored password that is not replaced automatically: the end of its rotation, which takes the revision back to
 * the first, is no reason to replace it once more.
 * @param version the argument that says when it is written
 */
export const kept = (
  { password, rotationDays }: SecretProps,
  version: string,
): { readonly ignoreChanges: string[] } | undefined =>
  password === undefined && rotationDays === undefined ? { ignoreChanges: [version] } : undefined;

/** The password in a stored text. A text that is no JSON, stored by hand, is the password itself. */
export const passwordIn = (stored: string): string =>
  Token.asString(Fn.try([propertyAccess(Fn.jsondecode(stored), ['password']), stored]));

/** A number that changes with a text: the version for a write-only argument whose value Terraform did not generate. */
export const revisionOf = (text: string): number => Token.asNumber(Fn.parseint(Fn.substr(Fn.sha256(text), 0, 7), 16));

/** Length and alphabet that PostgreSQL, Redis, RDS, Cloud SQL and Flexible Server all accept, safe inside URLs. */
export const PASSWORD = {
  length: 40,
  special: true,
  override_special: '-_.~',
  min_lower: 1,
  min_upper: 1,
  min_numeric: 1,
} as const;
