/**
 * How the OpenTelemetry Collector sends to Application Insights: with a token, because the connection string is an address and
 * opens nothing where local authentication is off.
 * github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/exporter/azuremonitorexporter/AUTHENTICATION.md
 */
import type { TelemetryRoute } from '../../../constructs/cloud-lookup/contract';

const SIGNER = 'azure_auth';

/** Variables that Azure's webhook gives to pods with an identity. */
const IDENTITY = {
  client_id: '${env:AZURE_CLIENT_ID}',
  tenant_id: '${env:AZURE_TENANT_ID}',
  federated_token_file: '${env:AZURE_FEDERATED_TOKEN_FILE}',
};

/** The same for traces and for metrics. */
export const telemetryRoute = (connectionString: string): TelemetryRoute => ({
  extensions: { [SIGNER]: { workload_identity: IDENTITY, scopes: ['https://monitor.azure.com/.default'] } },
  processors: {},
  exporters: { azuremonitor: { connection_string: connectionString, auth: { authenticator: SIGNER } } },
});
