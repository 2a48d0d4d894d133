using System.Security.Claims;
using ChatApp.Core.Administration;
using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Web.Admin;

namespace ChatApp.Web.Api.Administration;

/// <summary>Live connections, retained topics and the rules for free topics, for administrators. What each role may do, the services ask the store
/// again for every act.</summary>
internal static class AdministrationEndpoints
{
    private const int UsualPage = 100;

    public static void MapAdministration(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration").RequireAuthorization(policy => policy.RequireRole(AdminRoles.Any.Split(',')));
        admin.MapGet("/connections", ListAsync)
            .WithName("ListConnections")
            .WithSummary("This node's live connections over every protocol, the newest first, at most 200: by a text (q) and door (kind).")
            .Produces<AdminConnectionList>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapGet("/connections/{id}/subscriptions", SubscriptionsAsync)
            .WithName("ListConnectionSubscriptions")
            .WithSummary("What a connection of MQTT subscribes to.")
            .Produces<AdminSubscriptionList>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapPost("/connections/{id}/disconnect", DisconnectAsync)
            .WithName("DisconnectConnection")
            .WithSummary("Ends a connection of MQTT, with a reason for the audit log; its client may come back.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapGet("/retained", RetainedAsync)
            .WithName("ListRetainedTopics")
            .WithSummary("Topics with a retained message that begin with a prefix, by name, after one; at most 200. What they say is not told.")
            .Produces<AdminRetainedList>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapDelete("/retained", RemoveRetainedAsync)
            .WithName("RemoveRetainedTopic")
            .WithSummary("Removes a topic's retained message, with a reason for the audit log.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        MapRules(admin);
    }

    private static void MapRules(RouteGroupBuilder admin)
    {
        admin.MapGet("/topic-rules", RulesAsync)
            .WithName("ListTopicRules")
            .WithSummary("Who may publish and subscribe to free topics beside their own app/{user}, by prefix.")
            .Produces<AdminTopicRuleList>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapPost("/topic-rules", SaveRuleAsync)
            .WithName("SaveTopicRule")
            .WithSummary("Adds a rule, or gives one of the same prefix and subject other rights; it counts at once.")
            .Produces<AdminTopicRule>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        admin.MapDelete("/topic-rules/{id:long}", RemoveRuleAsync)
            .WithName("RemoveTopicRule")
            .WithSummary("Removes a rule; it counts at once.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        string? q, string? kind, int? limit, ClaimsPrincipal caller, UserAdministration users, ConnectionAdministration connections, CancellationToken cancellationToken)
    {
        ConnectionKind door = default;
        if (kind is not null && !Enum.TryParse(kind, ignoreCase: true, out door))
        {
            return Problems.Of(ErrorCode.InvalidRequest);
        }

        var actor = await users.IdentifyAsync(caller, cancellationToken);
        return Problems.Answer(
            connections.List(actor, new ConnectionQuery(q ?? string.Empty, kind is null ? null : door, limit ?? UsualPage)),
            page => Results.Ok(new AdminConnectionList([.. page.Connections.Select(AdminConnection.From)], page.Found)));
    }

    private static async Task<IResult> SubscriptionsAsync(
        string id, ClaimsPrincipal caller, UserAdministration users, ConnectionAdministration connections, CancellationToken cancellationToken)
        => Problems.Answer(
            connections.ListSubscriptions(await users.IdentifyAsync(caller, cancellationToken), id),
            found => Results.Ok(new AdminSubscriptionList([.. found.Select(subscription => new AdminSubscription(subscription.Filter, subscription.QoS))])));

    private static async Task<IResult> DisconnectAsync(
        string id, ReasonBody body, ClaimsPrincipal caller, UserAdministration users, ConnectionAdministration connections, CancellationToken cancellationToken)
        => Problems.Answer(
            await connections.DisconnectAsync(await users.IdentifyAsync(caller, cancellationToken), id, body.Reason ?? string.Empty, cancellationToken),
            _ => Results.NoContent());

    private static async Task<IResult> RetainedAsync(
        string? prefix, string? after, int? limit, ClaimsPrincipal caller, UserAdministration users, ConnectionAdministration connections, CancellationToken cancellationToken)
        => Problems.Answer(
            connections.ListRetained(await users.IdentifyAsync(caller, cancellationToken), prefix ?? string.Empty, after, limit ?? UsualPage),
            found => Results.Ok(new AdminRetainedList([.. found.Select(topic => new AdminRetained(topic.Topic, topic.Bytes, topic.QoS, topic.ExpiresAt))])));

    private static async Task<IResult> RemoveRetainedAsync(
        string? topic, string? reason, ClaimsPrincipal caller, UserAdministration users, ConnectionAdministration connections, CancellationToken cancellationToken)
        => Problems.Answer(
            await connections.RemoveRetainedAsync(
                await users.IdentifyAsync(caller, cancellationToken), topic ?? string.Empty, reason ?? string.Empty, cancellationToken),
            _ => Results.NoContent());

    private static async Task<IResult> RulesAsync(
        ClaimsPrincipal caller, UserAdministration users, TopicRuleAdministration rules, CancellationToken cancellationToken)
        => Problems.Answer(
            await rules.ListAsync(await users.IdentifyAsync(caller, cancellationToken), cancellationToken),
            found => Results.Ok(new AdminTopicRuleList([.. found.Select(AdminTopicRule.From)])));

    private static async Task<IResult> SaveRuleAsync(
        AdminTopicRule rule, ClaimsPrincipal caller, UserAdministration users, TopicRuleAdministration rules, CancellationToken cancellationToken)
    {
        var wanted = rule.Read();
        return wanted.Refusal is { } malformed
            ? Problems.Of(malformed)
            : Problems.Answer(
                await rules.SaveAsync(await users.IdentifyAsync(caller, cancellationToken), wanted.Value, cancellationToken),
                saved => Results.Ok(AdminTopicRule.From(saved)));
    }

    private static async Task<IResult> RemoveRuleAsync(
        long id, ClaimsPrincipal caller, UserAdministration users, TopicRuleAdministration rules, CancellationToken cancellationToken)
        => Problems.Answer(
            await rules.RemoveAsync(await users.IdentifyAsync(caller, cancellationToken), id, cancellationToken), _ => Results.NoContent());
}
