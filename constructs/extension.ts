/** Extending: what the code in an environment's `extend` gets of each stack, and may add to it. */
import type { Construct } from 'constructs';

import type { EnvironmentStack } from '../core/cdktf/stack';
import type { Check, Import, Move, Removal } from '../core/cdktf/statements';
import type { CloudName } from '../core/words/clouds';
import { Extension } from './environment/extension';
import type { Environment } from './environment/schema';
import type { AwsTarget, AzurermTarget, GoogleTarget, Target } from './environment/targets';
import type { ConstructKind, CONSTRUCTS } from './registry';

/**
 * A stack with everything in it.
 * @typeParam Parts what the stack holds, by path: `{ [path: `databases.${string}`]: ManagedPostgres }`
 */
export interface StackContext<Parts extends object = object, T extends Target = Target> {
  /** The stack: the scope of what is added. An id in it is the resource's name: `aws_sqs_queue.audit`. */
  readonly stack: EnvironmentStack;
  readonly cloud: CloudName;
  /** The environment on this cloud, with its differences and every default. */
  readonly environment: Environment;
  /** The target on this cloud: region, account, zones. */
  readonly target: T;
  /** Paths of everything that `get` returns. */
  readonly paths: readonly string[];
  /**
   * What the environment built at a path: `get('databases.orders').instance`.
   * @throws if there is nothing, with the paths that there are
   */
  readonly get: <P extends keyof Parts & string>(path: P) => Parts[P];
  /** Tells Terraform that a resource has another address than before, so that it is kept. */
  readonly moved: (move: Move) => void;
  /** Takes an existing resource into the state at the next apply. */
  readonly imported: (given: Import) => void;
  /** Takes a resource that is no longer written out of the state, and keeps or destroys it. */
  readonly removed: (removal: Removal) => void;
  /**
   * Checks conditions after every plan and apply, and warns if one does not hold.
   * @param name letters, digits, `-` and `_`
   */
  readonly check: (name: string, check: Check) => void;
}

/** A stack on any cloud; `cloud` tells which target it has. */
export type AnyCloudContext<Parts extends object> = StackContext<Parts> &
  (
    | { readonly cloud: 'aws'; readonly target: AwsTarget }
    | { readonly cloud: 'google'; readonly target: GoogleTarget }
    | { readonly cloud: 'azurerm'; readonly target: AzurermTarget }
  );

type Rows = typeof CONSTRUCTS;
type AnyClass = abstract new (...args: never[]) => unknown;

/** Path of a kind's constructs in a stack. One store creates all secrets. */
type PathOf<K extends ConstructKind> = Rows[K]['named'] extends true
  ? K extends 'secret'
    ? Rows[K]['at']
    : `${Rows[K]['at']}.${string}`
  : Rows[K]['at'];

/** What a kit creates, or reads where it exists already. */
type MadeBy<K> =
  | (K extends { readonly create: infer C extends AnyClass } ? InstanceType<C> : never)
  | (K extends { readonly existing: infer E extends AnyClass } ? InstanceType<E> : never);

/** What kits create, by path. */
export type PartsOf<Kits> = { readonly [K in keyof Kits & ConstructKind as PathOf<K>]: MadeBy<Kits[K]> };

/** Extends every stack of the environment, on every cloud. */
export const onEveryStack = (run: (context: AnyCloudContext<Readonly<Record<string, Construct>>>) => void): Extension =>
  new Extension(undefined, undefined, run);

/** Extends the edge stack of each cloud. */
export const onEdge = (run: (context: AnyCloudContext<Readonly<Record<string, Construct>>>) => void): Extension =>
  new Extension('edge', undefined, run);

/** Extends the account stack of each cloud. */
export const onAccount = (run: (context: AnyCloudContext<Readonly<Record<string, Construct>>>) => void): Extension =>
  new Extension('account', undefined, run);
