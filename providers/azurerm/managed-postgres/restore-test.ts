/**
 * The test of restores on Azure: a logic app restores the server from its newest backup and the log after it, into a group of its own,
 * and deletes the result. In that group it may delete; of the server itself it sees what there is, and changes nothing.
 */
import type { LogicAppWorkflow } from '@cdktf/provider-azurerm/lib/logic-app-workflow';
import type { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import { Fn, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import { TEST_HOURS, testIn } from '../../../constructs/managed-postgres/backups';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import type { KeyAccess } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { DatabaseSubnet } from '../network/database-tier';
import { names } from '../shared/names';
import { ScheduledSteps } from '../shared/schedule';
import { serverIn } from './restore';
import { begin, call, ENDED, MANAGER, ready, SERVER_API, whenReady } from './steps';

export interface RestoreTestProps {
  /** The database's name in the environment. */
  readonly database: string;
  readonly cron: string;
  /** Where it restores: in the second region of what is copied there. */
  readonly region: RegionRole;
  readonly server: PostgresqlFlexibleServer;
  /** Of that region: where the server, and what is restored, is. */
  readonly subnet: DatabaseSubnet;
  /** Of that region: what encrypts it. */
  readonly key: KeyAccess;
}

/** How it restores, and how many hours ago it was what is restored: so far the log has come by then. */
const MODES = {
  primary: { createMode: 'PointInTimeRestore', agoHours: 1 },
  secondary: { createMode: 'GeoRestore', agoHours: 2 },
} as const;
/** For as long as a restore may take: a server of many terabytes takes hours. */
const WAITING = { times: 720, interval: { count: 1, unit: 'Minute' }, timeout: 'PT12H' } as const;

/** learn.microsoft.com/azure/role-based-access-control/permissions/databases, …/networking */
const ACTIONS = {
  servers: [
    'Microsoft.DBforPostgreSQL/flexibleServers/read',
    'Microsoft.DBforPostgreSQL/flexibleServers/write',
    'Microsoft.DBforPostgreSQL/flexibleServers/delete',
  ],
  network: [
    'Microsoft.Network/virtualNetworks/subnets/read',
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    'Microsoft.Network/privateDnsZones/read',
    'Microsoft.Network/privateDnsZones/join/action',
  ],
} as const;

export class RestoreTest extends Component<RestoreTestProps> {
  readonly workflow: LogicAppWorkflow;
  /** The right of the logic app on the server. */
  readonly onServer: TerraformResource;
  /** Holds what is restored. */
  private readonly group: ResourceGroup;

  constructor(
    scope: Construct,
    id: string,
    props: RestoreTestProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { cron, server, subnet, key } = props;
    this.group = this.createGroup();
    const network = this.define('network', [
      deps.foundation.resourceGroup.id,
      ...(subnet.groupId === undefined ? [] : [subnet.groupId]),
    ]);
    const { workflow, grants } = new ScheduledSteps(
      this,
      'Default',
      {
        purpose: this.purpose(),
        cron,
        steps: this.steps,
        roles: {
          servers: { role: this.define('servers', [this.group.id]), scope: this.group.id },
          server: { role: 'Reader', scope: server.id },
          subnet: { role: network, scope: subnet.subnetId },
          zone: { role: network, scope: subnet.zoneId },
          identity: { role: 'Managed Identity Operator', scope: key.identityId },
        },
      },
      deps,
    );
    this.workflow = workflow;
    this.onServer = present(grants.server, 'right on the server');
  }

  private purpose(...more: readonly string[]): string[] {
    return [this.props.database, testIn(this.props.region), ...more];
  }

  private createGroup(): ResourceGroup {
    return this.create('group', ResourceGroup, {
      name: this.name(names.resourceGroup, ...this.purpose()),
      location: this.deps.foundation.location(this.props.region),
    });
  }

  /** @param groups in which it may be granted */
  private define(of: keyof typeof ACTIONS, groups: readonly string[]): { readonly id: string } {
    const definition = this.createAs('role', `${of}-role`, RoleDefinition, {
      name: this.name(names.role, ...this.purpose(of)),
      description: `Tests restores of PostgreSQL server "${this.props.database}": ${of}`,
      scope: present(groups[0], 'group'),
      assignableScopes: [...groups],
      permissions: [{ actions: [...ACTIONS[of]] }],
    });
    return { id: definition.roleDefinitionResourceId };
  }

  private get steps() {
    const name = `${this.name(names.restoredPostgresServer, ...this.purpose())}-`;
    const result = `${MANAGER}${serverIn(this.group.id, "@{outputs('name')}")}?api-version=${SERVER_API}`;
    const isReady = ready('found');
    const keep = { type: 'Wait', inputs: { interval: { count: TEST_HOURS, unit: 'Hour' } }, runAfter: {} };
    const fail = {
      type: 'Terminate',
      inputs: { runStatus: 'Failed', runError: { code: 'NotRestored', message: 'The restored server is not ready' } },
      runAfter: {},
    };
    return {
      // Azure keeps what there was of a deleted server under its name for days.
      name: { type: 'Compose', inputs: `@concat('${name}', utcNow('yyyyMMddHHmm'))`, runAfter: {} },
      restore: begin('PUT', result, { name: ['Succeeded'] }, { body: this.restored }),
      restored: whenReady(result, { restore: ['Succeeded'] }, WAITING),
      found: call('GET', result, { restored: ENDED }),
      look: {
        type: 'If',
        expression: { and: [isReady] },
        actions: { keep },
        runAfter: { found: ENDED },
      },
      // What has failed is there all the same.
      delete: begin('DELETE', result, { look: ENDED }),
      told: {
        type: 'If',
        expression: { and: [{ not: isReady }] },
        actions: { fail },
        runAfter: { delete: ENDED },
      },
    };
  }

  /** learn.microsoft.com/rest/api/postgresql/servers/create-or-update */
  private get restored(): object {
    const { region, server, subnet, key } = this.props;
    const { createMode, agoHours } = MODES[region];
    return {
      location: this.deps.foundation.location(region),
      tags: this.stack.tags,
      identity: { type: 'UserAssigned', userAssignedIdentities: Fn.zipmap([key.identityId], [{}]) as unknown },
      properties: {
        createMode,
        sourceServerResourceId: server.id,
        backup: { geoRedundantBackup: 'Disabled' },
        pointInTimeUTC: `@{addHours(utcNow(), -${agoHours})}`,
        network: { delegatedSubnetResourceId: subnet.subnetId, privateDnsZoneArmResourceId: subnet.zoneId },
        ...(key.key && {
          dataEncryption: {
            type: 'AzureKeyVault',
            primaryKeyURI: key.key.keyId,
            primaryUserAssignedIdentityId: key.identityId,
          },
        }),
      },
    };
  }
}
