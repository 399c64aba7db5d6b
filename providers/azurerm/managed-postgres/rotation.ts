/**
 * Rotation on Azure: replaces a password when it is old enough. The server gets the new password first: until it
 * has it, nothing has happened, and the stored one keeps its age, so that the next day's run tries again.
 *
 * The logic app writes the secret by Azure Resource Manager, and not by the vault itself, whose firewall would not let it in: no
 * vault trusts logic apps. The former's operations end where a value would be read, so that it can write secrets, but not read them.
 * https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints
 */
import type { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import type { ScheduledRotation } from '../../../constructs/managed-postgres';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { dailyAt } from '../../../core/words/cron';
import type { Foundation } from '../foundation/foundation';
import type { Secret } from '../secret/secret';
import { names } from '../shared/names';
import { ScheduledSteps } from '../shared/schedule';
import { begin, call, ENDED, MANAGER, type RunAfter, SERVER_API, whenReady } from './steps';

export interface RotationProps extends ScheduledRotation {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  readonly credentials: Secret;
  /** The server that gets the password. @default - none: a pod sets it */
  readonly server?: PostgresqlFlexibleServer;
}

const SECRET_API = '2023-07-01';
/** Azure has no narrower right to a password than to all of a server's settings. */
const ACTIONS = {
  server: ['Microsoft.DBforPostgreSQL/flexibleServers/read', 'Microsoft.DBforPostgreSQL/flexibleServers/write'],
  secret: ['Microsoft.KeyVault/vaults/secrets/read', 'Microsoft.KeyVault/vaults/secrets/write'],
};
const WAITING = { times: 40, interval: { count: 30, unit: 'Second' }, timeout: 'PT30M' } as const;
const HIDDEN = { runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } } };
/** What has only inputs to hide hides its outputs with them. */
const HIDDEN_INPUTS = { runtimeConfiguration: { secureData: { properties: ['inputs'] } } };
const NOW = "@div(sub(ticks(utcNow()), ticks('1970-01-01T00:00:00Z')), 10000000)";

export class Rotation extends Component<RotationProps> {
  /** The right of the logic app on the server. */
  readonly onServer: TerraformResource | undefined;

  constructor(scope: Construct, id: string, props: RotationProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { purpose, start, server, credentials } = props;
    const { foundation } = deps;
    const { grants } = new ScheduledSteps(
      this,
      'Default',
      {
        purpose: [...purpose, 'rotation'],
        cron: dailyAt(start),
        steps: this.steps,
        roles: {
          ...(server && { server: { role: this.define('server', foundation), scope: server.id } }),
          secret: { role: this.define('secret', foundation), scope: credentials.stored.reference },
        },
      },
      deps,
    );
    this.onServer = grants.server;
    foundation.secretVault.include(present(grants.secret, 'right on the secret'));
  }

  private define(of: keyof typeof ACTIONS, { resourceGroup }: Foundation): { readonly id: string } {
    const { purpose, credentials } = this.props;
    const definition = this.createAs('role', `${of}-role`, RoleDefinition, {
      name: this.name(names.role, ...purpose, 'rotation', of),
      description: `Replaces the password of ${credentials.props.purpose}: the ${of}`,
      scope: resourceGroup.id,
      assignableScopes: [resourceGroup.id],
      permissions: [{ actions: ACTIONS[of] }],
    });
    return { id: definition.roleDefinitionResourceId };
  }

  private get steps() {
    const { credentials, afterSeconds, server } = this.props;
    const secret = `${MANAGER}${credentials.stored.reference}?api-version=${SECRET_API}`;
    const made = `@add(body('look')?['properties']?['attributes']?['created'], ${afterSeconds})`;
    const draw = { type: 'Compose', inputs: "@concat(guid(), '-', toUpper(guid()))", runAfter: {}, ...HIDDEN_INPUTS };
    return {
      look: call('GET', secret, {}),
      due: {
        type: 'If',
        expression: { and: [{ lessOrEquals: [made, NOW] }] },
        actions: { draw, ...(server && this.change(server)), ...this.store(secret) },
        runAfter: { look: ['Succeeded'] },
      },
    };
  }

  /** Sets the password in the server, and waits until the server says that it is done. */
  private change({ id }: PostgresqlFlexibleServer) {
    const server = `${MANAGER}${id}?api-version=${SERVER_API}`;
    const body = { properties: { administratorLoginPassword: "@{outputs('draw')}" } };
    return {
      change: { ...begin('PATCH', server, { draw: ['Succeeded'] }, { body }), ...HIDDEN },
      changed: whenReady(server, { change: ['Succeeded'] }, WAITING),
    };
  }

  private store(secret: string) {
    const { credentials, server } = this.props;
    const { contentType, tags } = credentials.written;
    const { username } = credentials.props;
    const value = `@concat('{"username":"${username}","password":"', outputs('draw'), '"}')`;
    // Whatever came of waiting: the server has taken the password.
    const after: RunAfter = server ? { changed: ENDED } : { draw: ['Succeeded'] };
    const body = { properties: { value, contentType, attributes: { enabled: true } }, tags };
    const patience = { type: 'exponential', count: 12, interval: 'PT20S', maximumInterval: 'PT1H' };
    return { store: { ...call('PUT', secret, after, { body, patience }), ...HIDDEN } };
  }
}
