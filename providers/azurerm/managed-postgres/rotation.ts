/**
 * Rotation on Azure: replaces the administrator's password when it is old enough. The server gets the new password first: until it
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
import type { Foundation } from '../foundation/foundation';
import type { Secret } from '../secret/secret';
import { names } from '../shared/names';
import { ScheduledSteps } from '../shared/schedule';

export interface RotationProps extends ScheduledRotation {
  /** The server's name in the environment. */
  readonly name: string;
  readonly owner: string;
  readonly server: PostgresqlFlexibleServer;
  readonly credentials: Secret;
}

const MANAGER = 'https://management.azure.com';
const API = { server: '2024-08-01', secret: '2023-07-01' };
/** Azure has no narrower right to a password than to all of a server's settings. */
const ACTIONS = {
  server: ['Microsoft.DBforPostgreSQL/flexibleServers/read', 'Microsoft.DBforPostgreSQL/flexibleServers/write'],
  secret: ['Microsoft.KeyVault/vaults/secrets/read', 'Microsoft.KeyVault/vaults/secrets/write'],
};
const HIDDEN = { runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } } };
/** What has only inputs to hide hides its outputs with them. */
const HIDDEN_INPUTS = { runtimeConfiguration: { secureData: { properties: ['inputs'] } } };
const NOW = "@div(sub(ticks(utcNow()), ticks('1970-01-01T00:00:00Z')), 10000000)";

type RunAfter = Readonly<Record<string, readonly string[]>>;

const call = (method: string, uri: string, runAfter: RunAfter, more: { body?: object; patience?: object } = {}) => ({
  type: 'Http',
  inputs: {
    method,
    uri,
    ...(more.body && { body: more.body }),
    authentication: { type: 'ManagedServiceIdentity', audience: `${MANAGER}/` },
    ...(more.patience && { retryPolicy: more.patience }),
  },
  runAfter,
});

export class Rotation extends Component<RotationProps> {
  /** The rights of the logic app, on the server and on the secret. */
  readonly grants: readonly TerraformResource[];

  constructor(scope: Construct, id: string, props: RotationProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { name, start, server, credentials } = props;
    const steps = new ScheduledSteps(
      this,
      'Default',
      {
        purpose: [name, 'rotation'],
        when: { start },
        steps: this.steps,
        roles: {
          server: { role: this.define('server', deps.foundation), scope: server.id },
          secret: { role: this.define('secret', deps.foundation), scope: credentials.stored.reference },
        },
      },
      deps,
    );
    this.grants = steps.grants;
  }

  private define(of: keyof typeof ACTIONS, { resourceGroup }: Foundation): { readonly id: string } {
    const definition = this.createAs('role', `${of}-role`, RoleDefinition, {
      name: this.name(names.role, this.props.name, 'rotation', of),
      description: `Replaces the password of one PostgreSQL server: its ${of}`,
      scope: resourceGroup.id,
      assignableScopes: [resourceGroup.id],
      permissions: [{ actions: ACTIONS[of] }],
    });
    return { id: definition.roleDefinitionResourceId };
  }

  private get steps() {
    const { server, credentials, afterSeconds } = this.props;
    const secret = `${MANAGER}${credentials.stored.reference}?api-version=${API.secret}`;
    const made = `@add(body('look')?['properties']?['attributes']?['created'], ${afterSeconds})`;
    return {
      look: call('GET', secret, {}),
      due: {
        type: 'If',
        expression: { and: [{ lessOrEquals: [made, NOW] }] },
        actions: this.replacement(`${MANAGER}${server.id}?api-version=${API.server}`, secret),
        runAfter: { look: ['Succeeded'] },
      },
    };
  }

  private replacement(server: string, secret: string) {
    const { owner, credentials } = this.props;
    const value = `@concat('{"username":"${owner}","password":"', outputs('draw'), '"}')`;
    const { contentType, tags } = credentials.written;
    return {
      draw: { type: 'Compose', inputs: "@concat(guid(), '-', toUpper(guid()))", runAfter: {}, ...HIDDEN_INPUTS },
      change: {
        ...call(
          'PATCH',
          server,
          { draw: ['Succeeded'] },
          {
            body: { properties: { administratorLoginPassword: "@{outputs('draw')}" } },
          },
        ),
        // It would ask for an operation of the subscription; the server says itself when it is done.
        operationOptions: 'DisableAsyncPattern',
        ...HIDDEN,
      },
      changed: {
        type: 'Until',
        expression: "@equals(body('see')?['properties']?['state'], 'Ready')",
        limit: { count: 40, timeout: 'PT30M' },
        actions: {
          wait: { type: 'Wait', inputs: { interval: { count: 30, unit: 'Second' } }, runAfter: {} },
          see: call('GET', server, { wait: ['Succeeded'] }),
        },
        runAfter: { change: ['Succeeded'] },
      },
      store: {
        // Whatever came of waiting: the server has taken the password.
        ...call(
          'PUT',
          secret,
          { changed: ['Succeeded', 'Failed', 'TimedOut'] },
          {
            body: { properties: { value, contentType, attributes: { enabled: true } }, tags },
            patience: { type: 'exponential', count: 12, interval: 'PT20S', maximumInterval: 'PT1H' },
          },
        ),
        ...HIDDEN,
      },
    };
  }
}
