using ChatApp.Core.Wire;
using Microsoft.OpenApi;

namespace ChatApp.Web.Api.OpenApi;

/// <summary>Describes the HTTP API in OpenAPI, from the endpoints themselves.</summary>
internal static class OpenApiExtensions
{
    private const string Document = "v1";
    private const string BearerScheme = "bearer";

    public static void AddChatOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo?.CustomConverter is RawJsonConverter)
            {
                // Kept as text in the server, an object on the wire.
                schema.Type = JsonSchemaType.Object;
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>The document, for whoever is signed in: it says nothing that the source does not.</summary>
    public static void MapChatOpenApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization();

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ChatApp",
            Version = Document,
            Description = "Refusals are problems of RFC 9457 with the error's name in `code`.",
        };
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = BearerScheme,
            Description = "The token from POST /api/v1/sessions.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }];
    }
}
