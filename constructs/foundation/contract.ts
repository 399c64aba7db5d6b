/** Foundation: what every construct of an environment on a cloud stands on: APIs, a resource group, key rings, vaults. */
import { Component } from '../../core/cdktf/component';
import type { KeysProps } from '../encryption-key/schema';
import type { Target } from '../environment/targets';
import type { CloudConstructKind } from '../registry';

export interface FoundationProps<T extends Target = Target> {
  readonly target: T;
  readonly keys: KeysProps;
  /** Constructs that are created: one that is not asked for leaves no trace. */
  readonly uses: ReadonlySet<CloudConstructKind>;
}

export abstract class Foundation<T extends Target = Target> extends Component<FoundationProps<T>> {
  get target(): T {
    return this.props.target;
  }
}
