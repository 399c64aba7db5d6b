/** Outputs of a DeployIdentity, the same on every cloud, and what it may do. */
import { Component } from '../../core/cdktf/component';
import type { Cluster } from '../cluster/contract';
import type { ObjectStore } from '../object-store/contract';
import type { DeployIdentityProps } from './schema';
import { type Trust, trustOf } from './subjects';

/** What an identity may be allowed to use, which exists before it gets its rights. */
export interface Allowed<S extends ObjectStore = ObjectStore, C extends Cluster = Cluster> {
  readonly stores: Readonly<Record<string, S>>;
  /** The cluster that the environment makes; whoever made an existing one admits to it. */
  readonly cluster: C | undefined;
  /** Ids of the stacks that it plans or applies. */
  readonly stacks: readonly string[];
  /** Actions by which a plan of these stacks reads, and those for resources of more types, which the identity makes itself. */
  readonly reads: (more: readonly string[]) => readonly string[];
}

export abstract class DeployIdentity extends Component<DeployIdentityProps> {
  /** The identity by the cloud's own name: a role's ARN, the email of a service account, a client id. */
  abstract readonly identity: string;

  /** Gives it its rights, once, when all else is there that it may use. */
  abstract allow(allowed: Allowed): void;

  protected get trust(): Trust {
    return trustOf(this.props.from);
  }

  /** Whether it deploys into the cluster, and does not administer it. */
  protected get deploys(): boolean {
    return this.props.deploy.length > 0;
  }

  protected applies(stack: DeployIdentityProps['apply'][number]): boolean {
    return this.props.apply.includes(stack);
  }

  /** Whether it reads a stack, to plan or to apply it. */
  protected plans(stack: DeployIdentityProps['plan'][number]): boolean {
    return this.props.plan.includes(stack) || this.applies(stack);
  }
}
