using ChatApp.Core.Moderation;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>The names of the kinds of text that words are looked for in.</summary>
internal static class ScopeNames
{
    public static readonly ModerationScope[] Each =
        [ModerationScope.Messages, ModerationScope.Names, ModerationScope.GroupNames, ModerationScope.Notices];

    public static string Of(ModerationScope scopes, IStringLocalizer<Texts> texts)
        => scopes == ModerationScope.All
            ? texts["word.scope.All"]
            : string.Join(texts["list.separator"], Each.Where(scope => scopes.HasFlag(scope)).Select(scope => texts[$"word.scope.{scope}"].Value));
}
