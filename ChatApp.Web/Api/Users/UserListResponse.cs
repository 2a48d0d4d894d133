namespace ChatApp.Web.Api.Users;

/// <summary>People who were found.</summary>
internal sealed record UserListResponse(IReadOnlyList<UserResponse> Users);
