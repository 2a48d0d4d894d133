using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>The frame of the administration: its menu beside the page.</summary>
public sealed partial class AdminLayout(IStringLocalizer<Texts> texts) : LayoutComponentBase
{
    private static readonly (string Address, string Icon, string Key)[] Places =
    [
        ("admin", "gauge", "admin.dashboard"),
        ("admin/words", "filter", "admin.words"),
        ("admin/hits", "flag", "admin.hits"),
        ("admin/review", "clock", "admin.review"),
        ("admin/settings", "gear", "admin.settings"),
        ("admin/users", "people", "admin.users"),
        ("admin/connections", "plug", "admin.connections"),
        ("admin/topics", "lock", "admin.topics"),
        ("admin/audit", "list", "admin.audit"),
    ];

    private IStringLocalizer<Texts> Texts => texts;
}
