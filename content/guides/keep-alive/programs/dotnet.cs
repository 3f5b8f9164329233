app.UseWebSockets(new WebSocketOptions
{
    KeepAliveInterval = TimeSpan.FromSeconds(20),
    KeepAliveTimeout = TimeSpan.FromSeconds(20), // .NET 9 or newer
});
app.Map("/", async context =>
{
    using var ws = await context.WebSockets.AcceptWebSocketAsync();
    var buffer = new byte[4096];
    // Keep reading: only then is a pong seen.
    while (ws.State == WebSocketState.Open)
        await ws.ReceiveAsync(buffer, context.RequestAborted);
});
