namespace ChatApp.Web.Api.Administration;

/// <summary>The subscriptions of a connection, by filter.</summary>
internal sealed record AdminSubscriptionList(IReadOnlyList<AdminSubscription> Subscriptions);
