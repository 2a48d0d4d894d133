using ChatApp.Core.Kernel;
using ChatApp.Core.Profiles;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Shared;

/// <summary>A person's picture, or, as every group's, letters on a colour that is always theirs. Its name stands beside it, so it is not read out.</summary>
public sealed partial class Avatar(AvatarIndex pictures) : ComponentBase
{
    /// <summary>What the colour is made of: a lasting id, not the name.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = string.Empty;

    /// <summary>What the letters are made of.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    /// <summary>Whether it is a group: groups have corners, people are round.</summary>
    [Parameter]
    public bool Group { get; set; }

    /// <summary>Whether to show that the person is on line.</summary>
    [Parameter]
    public bool Online { get; set; }

    /// <summary><c>tiny</c>, <c>small</c>, <c>large</c>, or nothing for the usual size.</summary>
    [Parameter]
    public string? Size { get; set; }

    private string? Picture => Group || Id.Length == 0 ? null : pictures.Of(new UserId(Id));

    private string? SizeClass => Size is null ? null : $"avatar-{Size}";
}
