using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>Leads from a page of a circuit to where one proves who one is, and back.</summary>
internal static class ProofNavigation
{
    public static void GoAndProve(this NavigationManager navigation)
        => navigation.NavigateTo(ProofRequirement.To("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
}
