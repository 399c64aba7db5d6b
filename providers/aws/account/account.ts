/** Account on AWS: what there is one of in an account, or in one of its regions. */
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';

export class Account extends neutral.Account {
  constructor(scope: Construct, id: string, props: neutral.AccountProps, _deps: AccountDeps<AwsTypes>) {
    super(scope, id, props);
  }
}
