/** Whom Google tells of what concerns the project, beside its owners. */
import { EssentialContactsContact } from '@cdktf/provider-google/lib/essential-contacts-contact';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { chargedToProject } from '../shared/provider';
import { Apis } from './apis';

export type ContactsProps = NonNullable<AccountProps['contacts']>;

/** docs.cloud.google.com/resource-manager/docs/managing-notification-contacts#notification-categories */
const CATEGORIES: Readonly<Record<keyof ContactsProps, readonly string[]>> = {
  security: ['SECURITY', 'SUSPENSION', 'LEGAL'],
  operations: ['TECHNICAL', 'PRODUCT_UPDATES'],
  billing: ['BILLING'],
};

interface Contact {
  /** The first of what it is told of. */
  readonly kind: string;
  readonly categories: readonly string[];
}

export class Contacts extends Component<ContactsProps> {
  constructor(scope: Construct, id: string, props: ContactsProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { dependsOn } = new Apis(this, 'apis', { part: 'contacts' });
    for (const [email, { kind, categories }] of contactsByEmail(props, foundation.target))
      this.createAs('contact', kind, EssentialContactsContact, {
        provider: chargedToProject(this.stack, foundation.target),
        parent: `projects/${foundation.target.project}`,
        email,
        languageTag: 'en',
        notificationCategorySubscriptions: [...categories],
        dependsOn: [...dependsOn],
      });
  }
}

/** Google knows an address once in a project. */
function contactsByEmail(props: ContactsProps, { adopt }: Pick<GoogleTarget, 'adopt'>): ReadonlyMap<string, Contact> {
  const contacts = new Map<string, Contact>();
  for (const [kind, categories] of Object.entries(CATEGORIES)) {
    const email = props[kind as keyof ContactsProps]?.email;
    if (email === undefined || adopt.some((word) => word === `contact-${kind}`)) continue;
    const known = contacts.get(email) ?? { kind, categories: [] };
    contacts.set(email, { ...known, categories: [...known.categories, ...categories] });
  }
  return contacts;
}
