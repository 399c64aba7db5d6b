/** Foundation: what every construct of an environment needs on a cloud: APIs, a resource group, key rings, vaults. */
import { Component } from '../../core/cdktf/component';
import type { KeysProps } from '../encryption-key/schema';
import type { Target } from '../environment/targets';
import type { CloudConstructKind } from '../registry';

export interface FoundationProps<T extends Target = Target> {
  readonly target: T;
  readonly keys: KeysProps;
  /** Kinds of constructs that the environment has, so that others leave no trace. */
  readonly uses: ReadonlySet<CloudConstructKind>;
  /** Whether volumes are copied by way of snapshots that Kubernetes makes. @default false */
  readonly copiesVolumes?: boolean;
}

export abstract class Foundation<T extends Target = Target> extends Component<FoundationProps<T>> {
  get target(): T {
    return this.props.target;
  }
}
