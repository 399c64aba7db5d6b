/** Whom AWS tells of what concerns the account, beside its owner. */
import { AccountAlternateContact } from '@cdktf/provider-aws/lib/account-alternate-contact';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { firstUpper } from '../../../core/text';
import type { Foundation } from '../foundation/foundation';

export type ContactsProps = NonNullable<AccountProps['contacts']>;

export class Contacts extends Component<ContactsProps> {
  constructor(scope: Construct, id: string, props: ContactsProps, _: { foundation: Foundation }) {
    super(scope, id, props);
    for (const [kind, contact] of Object.entries(props)) if (contact) this.createContact(kind, contact);
  }

  private createContact(kind: string, { email, name = email, title, phone }: ContactsProps['security']): void {
    this.createAs('contact', kind, AccountAlternateContact, {
      alternateContactType: kind.toUpperCase(),
      emailAddress: email,
      name: name.slice(0, MAX_NAME),
      title: title ?? firstUpper(kind),
      phoneNumber: present(phone, `telephone number of contacts.${kind}`),
    });
  }
}

/** docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html */
const MAX_NAME = 64;
