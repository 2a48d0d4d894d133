namespace ChatApp.Web.Api.Administration;

/// <summary>A subscription of a connection.</summary>
internal sealed record AdminSubscription(string Filter, int QoS);
