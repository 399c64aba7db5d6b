/**
 * Records of the requests that Front Door gets, for `Logs`:
 * learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-cdn-profiles-logs
 */
export const ACCESS_LOGS = { FrontDoorAccessLog: undefined };
