using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Parts;

/// <summary>Asks for a request and shows which route it would take. Nothing is sent.</summary>
public sealed partial class RouteTestForm
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private string _method = "GET";
    private string _host = "";
    private string _path = "";
    private string _headers = "";
    private string? _error;
    private RouteTestResponse? _answer;

    [Inject]
    private NodeViews Node { get; set; } = null!;

    private void Test()
    {
        try
        {
            _answer = Node.TestRoute(_method, _host, _path, _headers.Split('\n'));
            _error = null;
        }
        catch (RequestRefusedException refused)
        {
            (_answer, _error) = (null, refused.Message);
        }
    }
}
