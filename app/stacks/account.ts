/** The account stack: what there is one of in an account, project or subscription, whichever environments share it. */
import type { Construct } from 'constructs';

import { bucketCdns } from '../../constructs/cdn/before';
import { Infrastructure } from '../../constructs/infrastructure';
import type { Notifications } from '../../constructs/notification/channels';
import { notificationsOf } from '../../constructs/notification/named';
import { type CloudConstructKind, idOf } from '../../constructs/registry';
import type { Component } from '../../core/cdktf/component';
import { EnvironmentStack, type PresentNames } from '../../core/cdktf/stack';
import { present } from '../../core/invariant';
import { compact } from '../../core/records';
import { namespaceOf } from '../plan/namespace';
import type { Plan } from '../plan/plan';
import { FixedValues, fixedValuesOf } from './fixed-values';
import { emitOutputs } from './outputs';
import { Protection } from './protection';
import { settingsOf } from './settings';

export class AccountStack extends EnvironmentStack {
  readonly kind = 'account';
  /** Components by their paths in the environment, or by their ids where the environment does not name them. */
  readonly components = new Map<string, Component>();

  constructor(
    scope: Construct,
    private readonly plan: Plan,
    presentNames?: PresentNames,
  ) {
    super(scope, present(plan.stacks.account, 'account stack'), { ...settingsOf(plan, 'account'), presentNames });
    const { cloud, environment, target } = plan;
    cloud.configure(this, target);
    const foundation = this.keep(
      'foundation',
      new cloud.Foundation(this, 'foundation', { target, keys: environment.keys, uses: this.kindsIn() }),
    );
    const notifications = this.createNotifications({ foundation });
    const props = present(environment.account, 'account');
    const infrastructure = new Infrastructure(environment, namespaceOf(plan, 'infrastructure'));
    const deps = { foundation, notifications, infrastructure };
    this.keep('account', new cloud.kits.account.create(this, 'account', props, deps));
    emitOutputs(this, this.components.values());
    this.keep('protection', new Protection(this, this.components));
    const values = fixedValuesOf(plan, this.kind);
    if (Object.keys(values).length > 0) this.keep('fixed', new FixedValues(this, values));
  }

  private kindsIn(): Set<CloudConstructKind> {
    const notified = notificationsOf(this.plan.environment, this.kind).size > 0;
    const servesFiles = bucketCdns(this.plan.environment).length > 0;
    return new Set(compact(['account', notified && 'notification', servesFiles && 'cdn']));
  }

  private createNotifications(deps: NotificationDeps): Notifications {
    const { cloud, environment } = this.plan;
    const named = [...notificationsOf(environment, this.kind)].sort();
    return Object.fromEntries(
      named.map((name) => {
        const props = present(environment.notifications[name], `notifications.${name}`);
        const created = new cloud.kits.notification.create(this, idOf('notification', name), props, deps);
        return [name, this.keep(`notifications.${name}`, created)];
      }),
    );
  }

  private keep<T extends Component>(path: string, component: T): T {
    this.components.set(this.presentPath(path), component);
    return component;
  }
}

type NotificationDeps = ConstructorParameters<Plan['cloud']['kits']['notification']['create']>[3];
