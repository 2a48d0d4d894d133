using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Profiles;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Profile;

/// <summary>What people show of themselves, and their pictures.</summary>
internal static class ProfileEndpoints
{
    public static void MapProfile(this RouteGroupBuilder api)
    {
        var profile = api.MapGroup("/profile").WithTags("Profile");
        profile.MapGet("/", GetAsync).WithName("GetProfile").WithSummary("The caller's own profile.").Produces<ProfileResponse>();
        profile.MapPut("/", UpdateAsync).WithName("UpdateProfile").WithSummary("Changes what others see of the caller.")
            .Produces<ProfileResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        profile.MapPut("/avatar", SetAvatarAsync).WithName("SetAvatar")
            .WithSummary("Gives the caller another picture: the bytes of a JPEG or PNG without metadata, up to 256 KB and 1024 pixels a side.")
            .Produces<AvatarResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        profile.MapDelete("/avatar", RemoveAvatarAsync).WithName("RemoveAvatar").WithSummary("Takes the caller's picture away.")
            .Produces(StatusCodes.Status204NoContent);
    }

    public static void MapAvatars(this IEndpointRouteBuilder routes)
        => routes.MapGet("/media/avatars/{id}", ReadAvatarAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> GetAsync(ClaimsPrincipal caller, ProfileService profiles, CancellationToken cancellationToken)
        => Problems.Answer(await profiles.GetAsync(caller.UserId(), cancellationToken), profile => Results.Ok(ProfileResponse.From(profile)));

    private static async Task<IResult> UpdateAsync(ProfileBody body, ClaimsPrincipal caller, ProfileService profiles, CancellationToken cancellationToken)
        => Problems.Answer(
            await profiles.UpdateAsync(
                caller.UserId(), new ProfileDraft(body.DisplayName ?? string.Empty, body.Signature ?? string.Empty, (Gender)body.Gender), cancellationToken),
            profile => Results.Ok(ProfileResponse.From(profile)));

    private static async Task<IResult> SetAvatarAsync(HttpRequest request, ClaimsPrincipal caller, ProfileService profiles, CancellationToken cancellationToken)
    {
        // One byte more than may be tells that it is too much; nothing after it is read.
        var buffer = new byte[ProfileService.MaxAvatarBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Problems.Answer(
            length > ProfileService.MaxAvatarBytes ? ErrorCode.BodyTooLarge : await profiles.SetAvatarAsync(caller.UserId(), buffer[..length], cancellationToken),
            id => Results.Ok(new AvatarResponse(id)));
    }

    private static async Task<IResult> RemoveAvatarAsync(ClaimsPrincipal caller, ProfileService profiles, CancellationToken cancellationToken)
    {
        await profiles.RemoveAvatarAsync(caller.UserId(), cancellationToken);
        return Results.NoContent();
    }

    // Another picture has another id, so a browser may keep this one; a shared cache may not.
    private static async Task<IResult> ReadAvatarAsync(string id, HttpContext context, ProfileService profiles, CancellationToken cancellationToken)
    {
        var avatar = await profiles.ReadAvatarAsync(id, cancellationToken);
        if (avatar.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(avatar.Value.Bytes, avatar.Value.ContentType);
    }
}
