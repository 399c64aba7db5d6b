/** Logins to PostgreSQL servers on Azure: by password, and by Entra ID where somebody administers it. */
import { postgres } from '../../../helpers/azurerm/environment';
import { problemsOf, synth } from '../../../helpers/azurerm/helper';

const DBA = '00000000-0000-4000-8000-0000000000d1';
const CI = '00000000-0000-4000-8000-0000000000d2';
const TYPE = 'azurerm_postgresql_flexible_server_active_directory_administrator';
const database = { databases: { postgres } };
const idOf = (id: string) => `postgres_administrator_${id.replaceAll('-', '_')}`;

it('are by password alone where nobody is named', () => {
  expect(synth(database).resource('azurerm_postgresql_flexible_server.postgres').authentication).toEqual({
    password_auth_enabled: true,
    active_directory_auth_enabled: false,
  });
});

it('are by Entra ID, too, for those who are named, one after another and while the server is protected', () => {
  const databaseAdministrators = { dba: { id: DBA }, ci: { id: CI, type: 'ServicePrincipal' } };
  const stack = synth(database, { targets: { azurerm: { databaseAdministrators } } });
  const tenant = '${data.azurerm_client_config.foundation_caller.tenant_id}';
  expect(stack.resource('azurerm_postgresql_flexible_server.postgres').authentication).toEqual({
    password_auth_enabled: true,
    active_directory_auth_enabled: true,
    tenant_id: tenant,
  });
  expect(stack.resource(`${TYPE}.${idOf(DBA)}`)).toMatchObject({
    server_name: '${azurerm_postgresql_flexible_server.postgres.name}',
    object_id: DBA,
    principal_name: 'dba',
    principal_type: 'Group',
    tenant_id: tenant,
  });
  expect(stack.resource(`${TYPE}.${idOf(CI)}`).depends_on).toEqual([`${TYPE}.${idOf(DBA)}`]);
  expect(stack.resource('azurerm_management_lock.postgres_lock').depends_on).toEqual(
    expect.arrayContaining([DBA, CI].map((id) => `${TYPE}.${idOf(id)}`)),
  );
});

it('have one name for each administrator', () => {
  const databaseAdministrators = { dba: { id: DBA }, again: { id: DBA } };
  expect(problemsOf(database, { targets: { azurerm: { databaseAdministrators } } }).join()).toContain(
    'targets.azurerm.databaseAdministrators must name each object id once',
  );
});
