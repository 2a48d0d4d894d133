using System.Reflection;
using ChatApp.Web.Hubs;
using ChatApp.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

public sealed class EndpointRulesTests
{
    // What nobody needs to be signed in for, and why. Everything else asks for a session.
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["/"] = "leads to the chats, which ask for a session",
        ["/login"] = "signs in",
        ["/auth/password"] = "signs in",
        ["/auth/code"] = "signs in",
        ["/auth/code/send"] = "signs in",
        ["/auth/passkey"] = "signs in",
        ["/auth/passkey/options"] = "asks for a passkey to sign in with",
        ["/auth/register"] = "makes an account, as far as the mode allows",
        ["/auth/register/send"] = "makes an account, as far as the mode allows",
        ["/register"] = "makes an account, as far as the mode allows",
        ["/auth/reset"] = "asks with the code that was sent",
        ["/auth/reset/send"] = "sends a code to who forgot the password",
        ["/login/reset"] = "leads to a new password",
        ["/auth/second"] = "asks with the ticket of a first factor",
        ["/auth/second/passkey"] = "asks with the ticket of a first factor",
        ["/auth/second/passkey/options"] = "asks with the ticket of a first factor",
        ["/login/second"] = "signs in",
        ["/auth/logout"] = "ends what session there is",
        ["/auth/qr"] = "makes a code to sign in with",
        ["/auth/qr/{code}"] = "asks with the browser's secret",
        ["/auth/qr/{code}/cancel"] = "asks with the browser's secret",
        ["/auth/qr/complete"] = "asks with the browser's secret",
        ["/setup/{Token}"] = "asks with the one-time token",
        ["/auth/setup"] = "asks with the one-time token",
        ["/api/v1/sessions"] = "signs in; listing asks for a session",
        ["/api/v1/sessions/by-code"] = "signs in",
        ["/api/v1/sessions/second-step"] = "asks with the ticket of a first factor",
        ["/api/v1/sessions/code"] = "sends a code to sign in with",
        ["/send_code"] = "app-server API: sends a code to sign in with",
        ["/login_pwd"] = "app-server API: signs in",
        ["/send_reset_code"] = "app-server API: for who cannot sign in",
        ["/reset_pwd"] = "app-server API: for who cannot sign in",
        ["/pc_session"] = "app-server API: makes a code to sign in with",
        ["/session_login/{token}"] = "app-server API: asks with the client's secret",
        ["/cancel_pc"] = "app-server API: asks with the client's secret, or a session by itself",
        ["/scan_pc/{token}"] = "app-server API: answers code 13 without a session",
        ["/confirm_pc"] = "app-server API: answers code 13 without a session",
        ["/change_pwd"] = "app-server API: answers code 13 without a session",
        ["/send_destroy_code"] = "app-server API: answers code 13 without a session",
        ["/destroy"] = "app-server API: answers code 13 without a session",
        ["/change_name"] = "app-server API: answers code 13 without a session",
        ["/fav/add"] = "app-server API: answers code 13 without a session",
        ["/fav/del/{id:long}"] = "app-server API: answers code 13 without a session",
        ["/fav/list"] = "app-server API: answers code 13 without a session",
        ["/put_group_announcement"] = "app-server API: answers code 13 without a session",
        ["/get_group_announcement"] = "app-server API: answers code 13 without a session",
        ["/mqtt"] = "asks with CONNECT, as the MQTT ports do",
        ["/preferences/language"] = "a cookie with the language",
        ["/{**path:file}"] = "a file that is not there",
        ["/not-found"] = "says that there is nothing",
    };

    [Fact]
    public void A01_every_endpoint_asks_for_a_session_or_says_why_not()
    {
        var open = Endpoints.All
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count == 0)
            .Select(Route)
            .Where(route => !IsStatic(route) && !IsSimulator(route))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.Equal(Open.Keys.Order(StringComparer.Ordinal), open);
    }

    [Fact]
    public void A01_every_hub_asks_for_a_session()
    {
        var hubs = typeof(ChatHub).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub)));

        Assert.All(hubs, hub => Assert.NotNull(hub.GetCustomAttribute<AuthorizeAttribute>()));
    }

    [Fact]
    public void H10_nothing_changes_by_GET()
    {
        // A GET of the API or of /auth reads; what changes is a POST, PUT, PATCH or DELETE.
        var handlers = Endpoints.All
            .Where(endpoint => Route(endpoint) is var route && (route.StartsWith("/auth/", StringComparison.Ordinal) || route.StartsWith("/api/", StringComparison.Ordinal)))
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET", StringComparer.Ordinal) == true)
            .Select(Route)
            .Where(route => route.StartsWith("/auth/", StringComparison.Ordinal));

        Assert.All(handlers, route => Assert.Equal("/auth/qr/{code}", route));
    }

    private static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    // Files of wwwroot and of component libraries, and Blazor's own transport, whose circuits are authorized page by page.
    private static bool IsStatic(string route)
        => Path.HasExtension(route) || route.StartsWith("/_framework", StringComparison.Ordinal) || route.StartsWith("/_blazor", StringComparison.Ordinal)
            || route.StartsWith("/_content", StringComparison.Ordinal);

    private static bool IsSimulator(string route) => route.StartsWith("/simulator", StringComparison.Ordinal);
}
