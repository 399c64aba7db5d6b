/** Whom Azure tells of what concerns the subscription: Defender for Cloud, Service Health and Cost Management, each in its own way. */
import { CostAnomalyAlert } from '@cdktf/provider-azurerm/lib/cost-anomaly-alert';
import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group';
import { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert';
import { SecurityCenterContact } from '@cdktf/provider-azurerm/lib/security-center-contact';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { register } from '../shared/provider';
import { RENEWAL, renewedBy } from './cost-alert';

export type ContactsProps = NonNullable<AccountProps['contacts']>;

type Contact = ContactsProps['security'];

/** The first contact: there is one in a subscription, and Azure numbers them. */
const FIRST = 'default1';
const RESOURCE_PROVIDERS = ['Microsoft.Security'];
/** https://learn.microsoft.com/azure/service-health/service-health-overview */
const EVENTS = {
  security: ['Security'],
  operations: ['Incident', 'Maintenance', 'Informational', 'ActionRequired'],
};

/** Who is behind an address, for whoever reads what is sent there. */
const signatureOf = ({ name, title, phone }: Contact): string =>
  [name, title, phone].filter((one) => one !== undefined).join(', ');

export class Contacts extends Component<ContactsProps> {
  constructor(
    scope: Construct,
    id: string,
    props: ContactsProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { security, operations, billing } = props;
    register(this.stack, RESOURCE_PROVIDERS);
    if (!deps.foundation.target.adopt.includes('contact-security')) this.tellOfAttacks(security);
    this.tellOfHealth('security', { email: security.email });
    if (operations) this.tellOfHealth('operations', operations);
    if (billing) this.tellOfCosts(billing);
  }

  private tellOfAttacks({ email, phone }: Contact): void {
    this.createAs('securityContact', 'security', SecurityCenterContact, {
      name: FIRST,
      email,
      ...(phone !== undefined && { phone }),
      alertNotifications: true,
      alertsToAdmins: true,
    });
  }

  /** Service Health tells by alerts alone. */
  private tellOfHealth(kind: keyof typeof EVENTS, contact: Contact): void {
    const { resourceGroupName, subscriptionId } = this.deps.foundation;
    const group = this.createAs('contactGroup', `${kind}-group`, MonitorActionGroup, {
      name: this.name(names.actionGroup, 'contacts', kind),
      resourceGroupName,
      shortName: kind,
      emailReceiver: [{ name: contact.name ?? kind, emailAddress: contact.email, useCommonAlertSchema: true }],
    });
    this.createAs('healthAlert', `${kind}-health`, MonitorActivityLogAlert, {
      name: this.name(names.activityAlert, 'health', kind),
      description: ['Service Health has news', signatureOf(contact)].filter(Boolean).join(', for '),
      resourceGroupName,
      location: 'global',
      scopes: [subscriptionId],
      criteria: { category: 'ServiceHealth', serviceHealth: { events: [...EVENTS[kind]] } },
      action: [{ actionGroupId: group.id }],
    });
  }

  /** Who gets bills is set in the billing account, which is above subscriptions. */
  private tellOfCosts(contact: Contact): void {
    const signature = signatureOf(contact);
    const renewal = this.create('renewal', Rotating, RENEWAL);
    this.createAs('costAlert', 'costs', CostAnomalyAlert, {
      name: this.name(names.costAlert, 'costs'),
      displayName: 'Unusual costs',
      subscriptionId: this.deps.foundation.subscriptionId,
      emailSubject: 'Unusual costs of an Azure subscription',
      emailAddresses: [contact.email],
      notificationEmail: contact.email,
      ...(signature && { message: `For ${signature}` }),
      ...renewedBy(renewal),
    });
  }
}
