/** Foundation: what every construct of an environment needs on a cloud: APIs, a resource group, key rings, vaults. */
import { Component, type Outputs } from '../../core/cdktf/component';
import type { KeysProps } from '../encryption-key/schema';
import type { Target } from '../environment/targets';

export interface FoundationProps<T extends Target = Target> {
  readonly target: T;
  readonly keys: KeysProps;
  /** Kinds of constructs that the environment has, so that others leave no trace. */
  readonly uses: {
    readonly network: boolean;
    readonly cluster: boolean;
    readonly databases: boolean;
    readonly caches: boolean;
    readonly objectStores: boolean;
    /** Secrets of the environment's own, in addition to those of databases and caches. */
    readonly secrets: boolean;
    /** Whether something lives or is copied in the secondary region. */
    readonly secondaryRegion: boolean;
  };
}

export abstract class Foundation<T extends Target = Target> extends Component<FoundationProps<T>> {
  get target(): T {
    return this.props.target;
  }

  outputs(): Outputs {
    return {};
  }
}
