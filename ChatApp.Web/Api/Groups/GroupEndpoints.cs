using System.Security.Claims;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Groups;

/// <summary>Groups and who is in them.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/groups").WithTags("Groups");
        groups.MapPost("/", CreateAsync)
            .WithName("CreateGroup")
            .WithSummary("Makes a group of the caller and others.")
            .Produces<WireGroup>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        groups.MapGet("/{id}", GetAsync)
            .WithName("GetGroup")
            .WithSummary("A group that the caller takes part in.")
            .Produces<WireGroup>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        groups.MapPatch("/{id}", RenameAsync)
            .WithName("RenameGroup")
            .WithSummary("Renames a group; the owner and managers may.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        groups.MapPut("/{id}/history", SetHistoryVisibleAsync)
            .WithName("SetGroupHistory")
            .WithSummary("Sets whether who joins from now on sees what was written before; the owner and managers may.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        groups.MapGet("/{id}/members", MembersAsync)
            .WithName("ListGroupMembers")
            .WithSummary("Up to 200 members by user id, after one.")
            .Produces<WireMemberList>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        groups.MapPost("/{id}/members", AddMembersAsync)
            .WithName("AddGroupMembers")
            .WithSummary("Adds people; the answer names those who were not in the group before.")
            .Produces<WireAddedMembers>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        MapRights(groups);
        groups.MapDelete("/{id}/members/{user}", RemoveMemberAsync)
            .WithName("RemoveGroupMember")
            .WithSummary("Leaves a group, or takes somebody of a lower role out of it.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapRights(RouteGroupBuilder groups)
    {
        groups.MapGet("/{id}/rights", GetRightsAsync)
            .WithName("GetGroupRights")
            .WithSummary("Who may mention everyone and pin messages: bySize (everyone up to 20 members, else the owner and managers), everyone or managers.")
            .Produces<WireGroupRights>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        groups.MapPut("/{id}/rights", SetRightsAsync)
            .WithName("SetGroupRights")
            .WithSummary("Sets who may mention everyone and pin messages; the owner and managers may.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetRightsAsync(string id, ClaimsPrincipal caller, GroupRightsService rights, CancellationToken cancellationToken)
        => Problems.Answer(await rights.GetAsync(caller.UserId(), id, cancellationToken), found => Results.Ok(WireGroupRights.From(found)));

    private static async Task<IResult> SetRightsAsync(
        string id, WireGroupRights body, ClaimsPrincipal caller, GroupRightsService rights, CancellationToken cancellationToken)
    {
        var wanted = body.Read();
        return wanted.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Problems.Answer(await rights.SetAsync(caller.UserId(), id, wanted.Value, cancellationToken), _ => Results.NoContent());
    }

    private static async Task<IResult> CreateAsync(CreateGroupBody body, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => TryParse(body.Members ?? [], out var members)
            ? Problems.Answer(
                await groups.CreateAsync(caller.UserId(), body.Name ?? string.Empty, members, cancellationToken), group => Results.Ok(WireGroup.From(group)))
            : Problems.Of(ErrorCode.InvalidRequest);

    private static async Task<IResult> GetAsync(string id, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => Problems.Answer(await groups.GetAsync(caller.UserId(), id, cancellationToken), group => Results.Ok(WireGroup.From(group)));

    private static async Task<IResult> RenameAsync(
        string id, RenameGroupBody body, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => Problems.Answer(await groups.RenameAsync(caller.UserId(), id, body.Name ?? string.Empty, cancellationToken), _ => Results.NoContent());

    private static async Task<IResult> SetHistoryVisibleAsync(
        string id, GroupHistoryBody body, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => Problems.Answer(await groups.SetHistoryVisibleAsync(caller.UserId(), id, body.Visible, cancellationToken), _ => Results.NoContent());

    private static async Task<IResult> MembersAsync(
        string id, string? after, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => Problems.Answer(
            await groups.MembersAsync(caller.UserId(), id, UserId.TryParse(after, out var last) ? last : null, cancellationToken),
            members => Results.Ok(new WireMemberList([.. members.Select(WireMember.From)])));

    private static async Task<IResult> AddMembersAsync(
        string id, AddMembersBody body, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => TryParse(body.Users ?? [], out var users)
            ? Problems.Answer(
                await groups.AddMembersAsync(caller.UserId(), id, users, cancellationToken),
                added => Results.Ok(new WireAddedMembers([.. added.Select(user => user.Value)])))
            : Problems.Of(ErrorCode.InvalidRequest);

    private static async Task<IResult> RemoveMemberAsync(
        string id, string user, ClaimsPrincipal caller, GroupService groups, CancellationToken cancellationToken)
        => UserId.TryParse(user, out var removed)
            ? Problems.Answer(await groups.RemoveMemberAsync(caller.UserId(), id, removed, cancellationToken), _ => Results.NoContent())
            : Problems.Of(ErrorCode.NotFound);

    private static bool TryParse(IReadOnlyList<string> texts, out List<UserId> users)
    {
        users = [];
        foreach (var text in texts)
        {
            if (!UserId.TryParse(text, out var user))
            {
                return false;
            }

            users.Add(user);
        }

        return true;
    }
}
