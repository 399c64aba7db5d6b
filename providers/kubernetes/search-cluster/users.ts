/** OpenSearch's file of users, as a template that External Secrets fills in. */

/** OpenSearch's built-in user for Dashboards, with only the rights that Dashboards needs. */
export const DASHBOARDS_USER = 'kibanaserver';

/** Variables of the template. */
export const VARIABLES = {
  adminUsername: 'admin_username',
  adminPassword: 'admin_password',
  dashboardsPassword: 'dashboards_password',
} as const;

const hash = (variable: string): string => `{{ .${variable} | bcrypt | quote }}`;

/** It holds these users only: OpenSearch's demo users, whose passwords are public, do not exist. */
export const usersTemplate = (hasDashboards: boolean): string =>
  [
    '_meta: { type: internalusers, config_version: 2 }',
    `{{ .${VARIABLES.adminUsername} | quote }}: { hash: ${hash(VARIABLES.adminPassword)}, reserved: true, backend_roles: [admin] }`,
    ...(hasDashboards ? [`${DASHBOARDS_USER}: { hash: ${hash(VARIABLES.dashboardsPassword)}, reserved: true }`] : []),
    '',
  ].join('\n');
