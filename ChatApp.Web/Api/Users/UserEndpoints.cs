using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Users;

/// <summary>Looking people up.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");
        users.MapGet("/me", (ClaimsPrincipal caller, UserService people, CancellationToken cancellationToken) => GetAsync(caller.UserId().Value, people, cancellationToken))
            .WithName("GetMe")
            .WithSummary("The caller's own profile.")
            .Produces<WireUser>();
        users.MapGet("/{id}", GetAsync)
            .WithName("GetUser")
            .WithSummary("One person's profile.")
            .Produces<WireUser>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("/", SearchAsync)
            .WithName("SearchUsers")
            .WithSummary("People whose user name starts with the text or whose display name holds it, at most 20.")
            .Produces<WireUserList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> GetAsync(string id, UserService people, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(id, out var user))
        {
            return Problems.Of(ErrorCode.NotFound);
        }

        return Problems.Answer(await people.GetAsync(user, cancellationToken), profile => Results.Ok(WireUser.From(profile)));
    }

    private static async Task<IResult> SearchAsync(string? q, UserService people, CancellationToken cancellationToken)
        => Problems.Answer(
            await people.SearchAsync(q ?? string.Empty, cancellationToken),
            found => Results.Ok(new WireUserList([.. found.Select(WireUser.From)])));
}
