import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';

export class Account extends neutral.Account {
  constructor(scope: Construct, id: string, props: neutral.AccountProps, _: AccountDeps) {
    super(scope, id, props);
  }
}
