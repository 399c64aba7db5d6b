/** Outputs of an Account, the same on every cloud, and what its parts share. */
import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import { compact } from '../../core/records';
import type { AccountProps } from './schema';

export abstract class Account extends Component<AccountProps> {
  override get protectables(): readonly Protectable[] {
    const { state, auditTrail } = this.props;
    return compact([
      state && { part: 'state', isProtected: state.deletionProtection },
      auditTrail && { part: 'auditTrail', isProtected: auditTrail.deletionProtection },
    ]);
  }
}
