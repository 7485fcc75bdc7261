using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Shadowing.Tests.Comparing;

public sealed class EndpointNamerTests
{
    [Theory]
    [InlineData("/orders/17", "GET /orders/{id}")]
    [InlineData("/orders/17/items/3?page=2", "GET /orders/{id}/items/{id}")]
    [InlineData("/u/8a6e0804-2bd0-4672-b79d-d97027f9071a", "GET /u/{id}")]
    [InlineData("/commit/deadbeef12", "GET /commit/{id}")]
    [InlineData("/s/dQw4w9WgXcQ2A1", "GET /s/{id}")]
    [InlineData("/v2/search", "GET /v2/search")]
    [InlineData("/checkout-session", "GET /checkout-session")]
    [InlineData("/facade", "GET /facade")]
    [InlineData("/", "GET /")]
    [InlineData("", "GET ")]
    [InlineData("*", "GET *")]
    public void By_default_identifiers_are_left_out_of_the_path(string path, string expected) =>
        Assert.Equal(expected, Name(EndpointSource.Default, path));

    [Theory]
    [InlineData("/orders/abc", "GET /orders/{order}")]
    [InlineData("/orders/abc/items", "GET /orders/{order}/items")]
    [InlineData("/files/a/b/c", "GET /files/**")]
    [InlineData("/files", "GET /files/**")]
    [InlineData("/x/y/z", "GET /x/*/z")]
    [InlineData("/orders/abc/other", "GET /orders/abc/other")]
    [InlineData("/other/9", "GET /other/{id}")]
    public void The_first_template_that_fits_counts(string path, string expected) =>
        Assert.Equal(expected, Name(new EndpointSource(null, ["/orders/{order}", "/orders/{order}/items", "/files/**", "/x/*/z"]), path));

    [Fact]
    public void A_header_names_the_endpoint_where_it_is_sent()
    {
        var source = new EndpointSource("Canonical-Resource", ["/**"]);

        Assert.Equal("get order", Name(source, "/a", ("Canonical-Resource", "get order")));
        Assert.Equal("GET /**", Name(source, "/a"));
    }

    private static string Name(EndpointSource source, string path, params (string Name, string Value)[] headers) =>
        new EndpointNamer(source).Name("GET", path, name => headers.FirstOrDefault(h => h.Name == name).Value);
}
