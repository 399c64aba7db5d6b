/**
 * Whether an apply takes a server to another major version. Then it must not wait for the maintenance window: RDS refuses the
 * next version's parameter group, and with it every other apply, as long as the old version runs.
 */
import { DataAwsDbInstance } from '@cdktf/provider-aws/lib/data-aws-db-instance';
import { DataAwsDbInstances } from '@cdktf/provider-aws/lib/data-aws-db-instances';
import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { type IResolvable, ref, TerraformIterator, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';

/** As text, so that the server can be read in every plan: there is none before the first apply. */
export type MajorUpgradeProps = Pick<DbInstanceConfig, 'identifier' | 'engineVersion'>;

const majorOf = (version: string): string => version.replace(/\..*/s, '');

export class MajorUpgrade extends Component<MajorUpgradeProps> {
  /** True while the server runs another major version. */
  readonly pending: IResolvable;

  constructor(scope: Construct, id: string, props: MajorUpgradeProps) {
    super(scope, id, props);
    const { identifier = '', engineVersion = '' } = props;
    const { instanceIdentifiers } = this.create('servers', DataAwsDbInstances, {
      filter: [{ name: 'db-instance-id', values: [identifier] }],
    });
    const each = TerraformIterator.fromList(instanceIdentifiers);
    const dbInstanceIdentifier = Token.asString(each.value);
    const server = this.create('server', DataAwsDbInstance, { forEach: each, dbInstanceIdentifier });
    const isOther = `split(".", server.engine_version)[0] != "${majorOf(engineVersion)}"`;
    this.pending = ref(`anytrue([for server in ${addressOf(server)} : ${isOther}])`);
  }
}
